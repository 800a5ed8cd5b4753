import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StorageUnavailable } from '@asg/storage';
import { startMs } from '@asg/storage/contract';
import { type Fault, faultyStore } from './parts/faulty-client.ts';
import { freshName, openStore } from './stores.ts';
import { Story } from './story.ts';

/** A sweep so much later finishes or undoes whatever was begun. */
const laterMs = 3_600_000;
const retriesMax = 30;

async function swept(storage: Awaited<ReturnType<typeof openStore>>): Promise<void> {
  for (;;) {
    try {
      if ((await storage.sweep({ nowMs: startMs + laterMs, limit: 1_000 })).repaired === 0) return;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }
}

/** Plays the story under a fault; whoever comes after a death sweeps, and tells the story on. The end of it. */
async function played(fault: Fault): Promise<{ readonly digest: unknown; readonly writes: number }> {
  const name = freshName();
  const faulty = await faultyStore(name, fault);
  let storage = faulty.storage;
  const story = new Story();
  for (const [step, run] of story.steps()) {
    for (let attempt = 1; ; attempt++) {
      try {
        await run(storage);
        break;
      } catch (error) {
        if (!(error instanceof StorageUnavailable) || attempt === retriesMax)
          throw new Error(`at "${step}", attempt ${attempt}`, { cause: error });
        if (fault.kind === 'dies') storage = await openStore(name);
        await swept(storage);
      }
    }
  }
  const writes = faulty.writes();
  await faulty.storage.close();
  if (storage === faulty.storage) storage = await openStore(name);
  await swept(storage);
  const digest = await story.digest(storage);
  await storage.close();
  return { digest, writes };
}

const doubtfulSeeds = Number(process.env.AEROSPIKE_DOUBTS ?? 20);

test('whatever command a process dies at, the story told on ends as if nothing had happened', async () => {
  const { digest, writes } = await played({ kind: 'none' });
  for (let after = 0; after < writes; after++) {
    const fault = { kind: 'dies', after, isLast: after % 2 === 0 } as const;
    const end = await played(fault);
    assert.deepEqual(end.digest, digest, JSON.stringify(fault));
  }
});

test('commands whose outcome is unknown, carried out or not, change nothing about how it ends', async () => {
  const { digest } = await played({ kind: 'none' });
  for (let seed = 1; seed <= doubtfulSeeds; seed++) {
    const end = await played({ kind: 'doubt', seed, share: 0.05 });
    assert.deepEqual(end.digest, digest, `seed ${seed}`);
  }
});
