import { parseArgs } from 'node:util';
import { expectedInformationGain } from '@asg/domain';
import { seededRandom } from '@asg/runtime';
import { AdaptiveReplay } from '../../../apps/cli/src/replay/offline/adaptive.ts';
import { dawidSkene } from '../../../apps/cli/src/replay/offline/dawid-skene.ts';
import { figuresOf, type PolicyFigures } from '../../../apps/cli/src/replay/offline/figures.ts';
import type { OfflineRun } from '../../../apps/cli/src/replay/offline/order.ts';
import type { Outcome } from '../../../apps/cli/src/replay/offline/outcome.ts';
import { majorityOutcome, thresholdOutcome } from '../../../apps/cli/src/replay/offline/votes.ts';
import {
  type CrowdPlan,
  type SimulatedCrowd,
  simulatedCrowd,
  type WorkerKind,
  workerKinds,
} from './crowd.ts';

const usage = `npm run bench:crowds -- [--seeds N] [--json]
What each policy makes of simulated crowds, and what the adaptive one comes to expect of each kind of worker.`;

const plain = { options: 4, tasks: 800, workers: 60, labelsPerTask: 9, accuracy: 0.8, shares: {} };
const plans: readonly CrowdPlan[] = [
  { ...plain, name: 'honest' },
  { ...plain, name: '30 % spammers', shares: { spammer: 0.3 } },
  { ...plain, name: '15 % inverters, 2 options', options: 2, shares: { inverter: 0.15 } },
  { ...plain, name: '30 % sleepers', workers: 30, tasks: 1500, shares: { sleeper: 0.3 } },
  { ...plain, name: '40 % biased', shares: { biased: 0.4 } },
  { ...plain, name: 'one third of each', shares: { spammer: 0.2, inverter: 0.1, sleeper: 0.1, biased: 0.1 } },
  { ...plain, name: '3 labels a worker', options: 3, workers: 1600, labelsPerTask: 6 },
  { ...plain, name: '20 options', options: 20 },
  {
    ...plain,
    name: '88 % one option, 3 labels',
    options: 2,
    tasks: 3000,
    labelsPerTask: 3,
    firstClass: 0.88,
  },
  { ...plain, name: '95 % one option', options: 2, tasks: 1500, firstClass: 0.95 },
  { ...plain, name: 'misleading tasks', misleading: 0.4 },
  { ...plain, name: 'weak, 2 options, 15 labels', options: 2, labelsPerTask: 15, accuracy: 0.62 },
];

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const seeds = Number(values.seeds);
if (values.help === true || !(seeds >= 1 && seeds <= 1000)) {
  console.log(usage);
  process.exit(values.help === true ? 0 : 2);
}

const target = { targetConfidence: 0.95, maxLabels: 7 };
type Replayed = readonly Outcome[];
const policies: readonly (readonly [name: string, replay: (run: OfflineRun) => Replayed])[] = [
  ['threshold:3', (run) => run.questions.map((q) => thresholdOutcome(q, thresholdOf(3), false))],
  ['threshold:5', (run) => run.questions.map((q) => thresholdOutcome(q, thresholdOf(5), false))],
  ['majority', (run) => run.questions.map((q) => majorityOutcome(q))],
  ['dawid-skene', dawidSkene],
  ['adaptive:0.95', (run) => new AdaptiveReplay(run.options, target, 1).run(run)],
];

function thresholdOf(threshold: number): Parameters<typeof thresholdOutcome>[1] {
  return { kind: 'threshold', name: `threshold:${threshold}`, threshold };
}

/** Mean nats that the next label of each kind of worker is expected to tell about a task that nothing is known of. */
function toldByKind({ run, kinds }: SimulatedCrowd): ReadonlyMap<WorkerKind, number> {
  const replay = new AdaptiveReplay(run.options, target, 1);
  replay.run(run);
  const shares = Array<number>(run.options).fill(1 / run.options);
  const reported = kinds.map((kind, i) => ({
    kind,
    nats: expectedInformationGain(replay.view, replay.workerOf(i), shares),
  }));
  return new Map(
    workerKinds.flatMap((kind) => {
      const these = reported.filter((one) => one.kind === kind);
      if (these.length === 0) return [];
      return [[kind, these.reduce((sum, { nats }) => sum + nats, 0) / these.length] as const];
    }),
  );
}

const results = plans.map((plan) => {
  const crowds = Array.from({ length: seeds }, (_, i) =>
    simulatedCrowd(plan, seededRandom(`${plan.name} ${i}`)),
  );
  const figures: readonly PolicyFigures[] = policies.map(([name, replay]) =>
    figuresOf(
      name,
      crowds.map(({ run }) => replay(run)),
    ),
  );
  return { crowd: plan.name, policies: figures, nats_of_a_label: Object.fromEntries(toldByKind(crowds[0]!)) };
});
if (values.json) console.log(JSON.stringify(results, null, 2));
else {
  for (const { crowd, policies: figures, nats_of_a_label } of results) {
    const reported = Object.entries(nats_of_a_label).map(([kind, nats]) => `${kind} ${nats.toFixed(2)}`);
    console.log(`\n${crowd} (nats of a label: ${reported.join(', ')})`);
    for (const { policy, accuracy, labels_per_task, expired, ece } of figures) {
      const [right, sure] = [(100 * (accuracy ?? 0)).toFixed(1), (ece ?? 0).toFixed(3)];
      console.log(
        `  ${policy.padEnd(14)} ${right.padStart(5)} %  ${labels_per_task.toFixed(2).padStart(5)} labels  ${expired.toFixed(0).padStart(4)} expired  ECE ${sure}`,
      );
    }
  }
}
