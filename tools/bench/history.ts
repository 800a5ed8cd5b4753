import { type RawConnection, withConnections } from './clients/raw-client.ts';
import { type BenchWorker, claim, label, newWorker } from './clients/workers.ts';
import type { Figure } from './figures.ts';
import { median, quantile } from './figures.ts';

const done = 100_000;
const claimCount = 20;
const rounds = 2_000;
const warmUpRounds = 200;
const ratioAim = 1.3;

async function timedClaim(connection: RawConnection, worker: BenchWorker): Promise<number> {
  const startMs = performance.now();
  const claimed = await claim(connection, worker, 1);
  const tookMs = performance.now() - startMs;
  await label(connection, worker, claimed, 'cat');
  return tookMs;
}

/** One worker does a hundred thousand of the stored tasks; then they and a new one claim in turns, one at a time. */
export async function benchHistory(url: string): Promise<readonly Figure[]> {
  return withConnections(url, 1, async ([connection]) => {
    const [old, fresh] = [await newWorker(connection!), await newWorker(connection!)];
    // A claim may stop at the bound of its search with fewer: the next one goes on from there.
    for (let given = 0; given < done; ) {
      const claimed = await claim(connection!, old, claimCount);
      if (claimed.length === 0) throw new Error(`after ${given} tasks there were no more`);
      await label(connection!, old, claimed, 'cat');
      given += claimed.length;
    }
    const oldMs: number[] = [];
    const freshMs: number[] = [];
    for (let round = 0; round < rounds + warmUpRounds; round++) {
      const pair = [await timedClaim(connection!, old), await timedClaim(connection!, fresh)] as const;
      if (round < warmUpRounds) continue;
      oldMs.push(pair[0]);
      freshMs.push(pair[1]);
    }
    const ratio = median(oldMs) / median(freshMs);
    const shown = (values: readonly number[], q: number): string => `${quantile(values, q).toFixed(2)} ms`;
    return [
      { what: 'claim with 100,000 done, p50', value: shown(oldMs, 0.5) },
      { what: 'claim with nothing done, p50', value: shown(freshMs, 0.5) },
      { what: 'claim p99, much : nothing done', value: `${shown(oldMs, 0.99)} : ${shown(freshMs, 0.99)}` },
      {
        what: 'claim much : nothing done, p50',
        value: ratio.toFixed(2),
        aim: `at most ${ratioAim}`,
        reached: ratio <= ratioAim,
      },
    ];
  });
}
