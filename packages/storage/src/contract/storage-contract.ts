import { describe, test } from 'node:test';
import { faultyStorage, retryingStorage } from '../faults/index.ts';
import type { Storage } from '../port.ts';
import { accountPromises } from './account-promises.ts';
import { appealPromises } from './appeal-promises.ts';
import { billingPromises } from './billing-promises.ts';
import { consoleSessionPromises } from './console-session-promises.ts';
import { customerPromises } from './customer-promises.ts';
import { durabilityPromises } from './durability-promises.ts';
import { eventPromises } from './event-promises.ts';
import { goldPromises } from './gold-promises.ts';
import { heldCoinPromises } from './held-coin-promises.ts';
import { intakePromises } from './intake-promises.ts';
import { interleavingPromises } from './interleaving-promises.ts';
import { jobPromises } from './job-promises.ts';
import { lanePromises } from './lane-promises.ts';
import { leasePromises } from './lease-promises.ts';
import { leasingPromises } from './leasing-promises.ts';
import { modelPromises } from './model-promises.ts';
import { paymailPromises } from './paymail-promises.ts';
import { queuePromises } from './queue-promises.ts';
import { replacementPromises } from './replacement-promises.ts';
import { settlementPromises } from './settlement-promises.ts';
import { Stage } from './stage.ts';
import { statsPromises } from './stats-promises.ts';
import { taskListPromises } from './task-list-promises.ts';
import { taskPromises } from './task-promises.ts';
import { trustPromises } from './trust-promises.ts';
import { workerPromises } from './worker-promises.ts';

/** Opens an empty store. `reopen` closes it and opens what it left behind; absent where nothing outlives it. */
export type OpenStorage = () => Promise<{
  readonly storage: Storage;
  readonly reopen?: () => Promise<Storage>;
  readonly close: () => Promise<void>;
}>;

/** One promise: its sentence, and the story that shows it kept. */
export type Promises = Readonly<Record<string, (stage: Stage) => Promise<void>>>;

const promises: readonly Promises[] = [
  customerPromises,
  accountPromises,
  consoleSessionPromises,
  intakePromises,
  taskPromises,
  queuePromises,
  leasingPromises,
  workerPromises,
  trustPromises,
  goldPromises,
  modelPromises,
  appealPromises,
  jobPromises,
  leasePromises,
  lanePromises,
  settlementPromises,
  paymailPromises,
  heldCoinPromises,
  replacementPromises,
  billingPromises,
  statsPromises,
  taskListPromises,
  eventPromises,
  durabilityPromises,
  interleavingPromises,
];

const faultSeed = 20_250_615;
const faults = { refused: 0.1, lostAnswer: 0.15, delayed: 0.2 };

/**
 * Defines the tests of the port's promises for one engine: as it is, and behind a network that loses requests and
 * answers, with a caller who sends the same again.
 */
export function storageContract(name: string, openStorage: OpenStorage): void {
  for (const lossy of [false, true]) {
    describe(`${name}${lossy ? `, answers lost (seed ${faultSeed})` : ''}`, () => {
      for (const [promise, story] of promises.flatMap((group) => Object.entries(group))) {
        test(promise, async () => {
          const { storage, reopen, close } = await openStorage();
          const behind = (inner: Storage): Storage =>
            lossy ? retryingStorage(faultyStorage(inner, { seed: faultSeed, ...faults }).storage) : inner;
          try {
            await story(
              new Stage({
                storage: behind(storage),
                lossy,
                ...(reopen && { reopen: async () => behind(await reopen()) }),
              }),
            );
          } finally {
            await close();
          }
        });
      }
    });
  }
}
