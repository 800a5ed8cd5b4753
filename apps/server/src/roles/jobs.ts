import type { Assets } from '@asg/assets';
import type { AskedItem, Task } from '@asg/domain';
import { type Billing, Intake, type ModelItems, ModelRunner } from '@asg/engines';
import type { JobRunner, Uploads } from '@asg/jobs';
import type { Items } from '@asg/media';
import { intakeRules } from './intake-rules.ts';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';

const jobsIdleMs = 200;
const invoicesIdleMs = 60_000;

const sweepIdleMs = 600_000;
const sweepLimit = 1_000;

const modelsIdleMs = 500;
/** A longer text is not given to a model. */
const textBytesMax = 200_000;

/** Advances customers' jobs, removes uploads that are no longer needed, assets that nothing shows any more, and closes months that are over. */
export function runJobs(
  parts: ServerParts,
  engines: {
    readonly runner: JobRunner;
    readonly uploads: Uploads;
    readonly billing: Billing;
    readonly assets: Assets;
  },
): void {
  const { runner, uploads, billing, assets } = engines;
  const { storage, clock } = parts.context;
  loop(parts, 'jobs', jobsIdleMs, (stop) => runner.round(stop));
  loop(
    parts,
    'uploads',
    sweepIdleMs,
    async () => (await uploads.sweep(storage.jobs, clock.nowMs(), sweepLimit)) > 0,
  );
  loneLoop(parts, 'assets', sweepIdleMs, () => assets.sweep());
  loneLoop(parts, 'invoices', invoicesIdleMs, () => billing.closeMonths());
}

/** Has customers' models asked of their tasks, one process at a time. */
export function runModels(parts: ServerParts, items: Items): void {
  const { config, context, outbound } = parts;
  const intake = new Intake(context, intakeRules(config));
  const runner = parts.own.use(
    new ModelRunner(context, {
      outbound,
      sealer: parts.sealer(),
      itemsOf: (task) => modelItems(items, task),
      predict: (...prediction) => intake.predict(...prediction),
    }),
  );
  const asking = loneLoop(parts, 'models', modelsIdleMs, () => runner.round());
  runner.onFree(() => asking.poke());
}

/** What workers see: texts, and pictures themselves; of a comparison what it is about, and its items in the order of the label spec. */
async function modelItems(items: Items, task: Task): Promise<ModelItems> {
  const ids = task.labelSpec.items ?? [];
  const shown: AskedItem[] = [];
  for (const [i, id] of [null, ...ids].entries()) {
    const part = await items.part(task, id);
    if (part === null) continue;
    const found = await modelItem(items, part);
    if (found.kind === 'unreadable') return found;
    const name = i === 0 ? 'What the items are about:' : `Item ${i}:`;
    shown.push(...found.items.map((item) => (ids.length === 0 ? item : { ...item, name })));
  }
  return { kind: 'items', items: shown };
}

/** The item as workers see it: a text, or the picture itself. */
async function modelItem(items: Items, task: Task): Promise<ModelItems> {
  const shown = await items.shown(task);
  if (shown.kind !== 'media') return { kind: 'unreadable', reason: shown.reason, own: shown.fault === 'own' };
  const { contentType, bytes } = shown.item;
  if (contentType.startsWith('image/')) {
    const dataUrl = `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`;
    return { kind: 'items', items: [{ kind: 'image', dataUrl }] };
  }
  if (bytes.length > textBytesMax)
    return { kind: 'unreadable', reason: `its text is longer than ${textBytesMax} bytes`, own: false };
  return { kind: 'items', items: [{ kind: 'text', text: Buffer.from(bytes).toString('utf8') }] };
}
