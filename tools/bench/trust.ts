import type { Figure } from './figures.ts';
import { quantile } from './figures.ts';
import { simulateCrowd, trustOff, trustOn } from './trust-crowd.ts';

const seeds = 5;
const labelsMax = 30;
const plan = { workers: 50, clickers: 0.2, skill: [0.75, 0.95], tasks: 600, goldItems: 150 } as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Crowds in which a fifth clicks at random, on questions with few and many options, with trust and without. */
export async function benchTrust(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const options of [2, 3, 4]) {
    const runs = await Promise.all(
      Array.from({ length: seeds }, async (_, seed) => {
        const crowd = { ...plan, options, seed: `bench ${seed}` };
        const on = await simulateCrowd({ ...crowd, trust: trustOn });
        return { on, off: await simulateCrowd({ ...crowd, trust: trustOff }) };
      }),
    );
    const mean = (of: (run: (typeof runs)[number]) => number): number =>
      runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
    const caught = runs.flatMap(({ on }) =>
      on.clickersCaughtAfter.map((after) => after ?? Number.POSITIVE_INFINITY),
    );
    const inTime = caught.filter((after) => after <= labelsMax).length / caught.length;
    const [accuracyOn, accuracyOff] = [mean(({ on }) => on.accuracy), mean(({ off }) => off.accuracy)];
    const honest = plan.workers * (1 - plan.clickers);
    figures.push(
      {
        what: `${options} options: clickers caught after, p50 : p95`,
        value: `${quantile(caught, 0.5)} : ${quantile(caught, 0.95)} labels`,
      },
      { what: `${options} options: caught within ${labelsMax} labels`, value: percent(inTime) },
      {
        what: `${options} options: accuracy with trust : without`,
        value: `${percent(accuracyOn)} : ${percent(accuracyOff)}`,
        aim: 'better with trust',
        reached: accuracyOn > accuracyOff,
      },
      {
        what: `${options} options: honest ever below the floor, suspended`,
        value: `${percent(mean(({ on }) => on.honestKept) / honest)}, ${percent(mean(({ on }) => on.honestSuspended) / honest)}`,
      },
      { what: `${options} options: share of gold`, value: percent(mean(({ on }) => on.goldShare)) },
    );
  }
  return figures;
}
