import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Inspector } from './inspector.ts';

/** What a process held at a moment at which nothing was under way. */
export interface Sample {
  /** Webhooks that had arrived since the start. */
  readonly webhooks: number;
  /** Objects by the name of their class. */
  readonly objects: Readonly<Record<string, number>>;
  /** After a collection. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  /** The longest that the event loop was late since the last sample, ms. */
  readonly standstillMs: number;
  readonly descriptors: number;
  readonly walBytes: number;
  readonly uploadBytes: number;
}

const lateness = `globalThis.__soakLateness ??= (() => {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return delay;
})()`;

/** Getters and proxies are not touched: looking must not run the program's code. */
const countByClass = `function () {
  const counts = {};
  for (const one of this) {
    let prototype = null;
    try { prototype = Object.getPrototypeOf(one); } catch { continue; }
    const made = prototype && Object.getOwnPropertyDescriptor(prototype, 'constructor');
    const name = made && typeof made.value === 'function' ? made.value.name || '(anonymous)' : '(none)';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}`;

/** Begins to measure how late the event loop is. */
export async function beginMeasuring(inspector: Inspector): Promise<void> {
  await inspector.value(`(${lateness}).reset()`);
}

/** Collects garbage, counts what is left, and begins to measure anew: its own standstill is not the program's. */
export async function sampleOf(
  inspector: Inspector,
  { pid, dataDir, webhooks }: { readonly pid: number; readonly dataDir: string; readonly webhooks: number },
): Promise<Sample> {
  const standstillMs = await inspector.value<number>(`(${lateness}).max / 1e6`);
  for (let i = 0; i < 3; i++) await inspector.send('HeapProfiler.collectGarbage');
  const memory = await inspector.value<{ heapUsed: number; rss: number }>('process.memoryUsage()');
  const objects = await objectsOf(inspector);
  await beginMeasuring(inspector);
  return {
    webhooks,
    objects,
    heapBytes: memory.heapUsed,
    residentBytes: memory.rss,
    standstillMs,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    walBytes: sizeOf(join(dataDir, 'refinery.sqlite-wal')),
    uploadBytes: sizeOf(join(dataDir, 'uploads')),
  };
}

/** What was there in both of two looks, with the longest standstill of either. */
export function leastOf(one: Sample, other: Sample): Sample {
  const objects = Object.entries(other.objects).flatMap(([name, count]) =>
    name in one.objects ? [[name, Math.min(count, one.objects[name] ?? 0)] as const] : [],
  );
  return {
    ...other,
    objects: Object.fromEntries(objects),
    heapBytes: Math.min(one.heapBytes, other.heapBytes),
    standstillMs: Math.max(one.standstillMs, other.standstillMs),
    descriptors: Math.min(one.descriptors, other.descriptors),
  };
}

async function objectsOf(inspector: Inspector): Promise<Readonly<Record<string, number>>> {
  const objectGroup = 'soak';
  const { result: prototype } = await inspector.send('Runtime.evaluate', {
    expression: 'Object.prototype',
    objectGroup,
  });
  const { objects } = (await inspector.send('Runtime.queryObjects', {
    prototypeObjectId: prototype?.objectId,
    objectGroup,
  })) as unknown as { objects: { objectId: string } };
  const { result: counts } = await inspector.send('Runtime.callFunctionOn', {
    functionDeclaration: countByClass,
    objectId: objects.objectId,
    returnByValue: true,
  });
  await inspector.send('Runtime.releaseObjectGroup', { objectGroup });
  return counts?.value as Record<string, number>;
}

/** Of a file, or of all files in a folder; 0 where there is none. */
export function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
