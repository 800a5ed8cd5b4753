import { StorageUnavailable } from '../failures.ts';
import type { Storage } from '../port.ts';
import { below, seededRandom } from './seeded-random.ts';
import { type Operation, wrapStorage } from './wrapped-storage.ts';

/** How often what goes wrong: shares of the calls, 0 to 1. */
export interface FaultPlan {
  readonly seed: number;
  /** Nothing happened; the caller gets `StorageUnavailable`. */
  readonly refused: number;
  /** The change was made; the caller gets `StorageUnavailable`. */
  readonly lostAnswer: number;
  /** The call waits some turns of the event loop, so that others overtake it. */
  readonly delayed: number;
}

export interface FaultCounts {
  calls: number;
  refused: number;
  lostAnswers: number;
  delayed: number;
}

const turnsMax = 5;

/** A store that fails as stores do, the same way for the same seed and the same calls. */
export function faultyStorage(
  storage: Storage,
  plan: FaultPlan,
): { readonly storage: Storage; readonly counts: ReadonlyMap<Operation, FaultCounts> } {
  const random = seededRandom(plan.seed);
  const counts = new Map<Operation, FaultCounts>();
  const countsOf = (operation: Operation): FaultCounts => {
    const found = counts.get(operation) ?? { calls: 0, refused: 0, lostAnswers: 0, delayed: 0 };
    counts.set(operation, found);
    return found;
  };
  const faulty = wrapStorage(storage, async (operation, call) => {
    const count = countsOf(operation);
    count.calls++;
    // All random numbers are drawn before anything is awaited, so that delays do not change what befalls the others.
    const [refused, lost, delayed] = [random(), random(), random()];
    const turns = below(random, turnsMax) + 1;
    if (delayed < plan.delayed) {
      count.delayed++;
      for (let turn = 0; turn < turns; turn++) await nextTurn();
    }
    if (refused < plan.refused) {
      count.refused++;
      throw new StorageUnavailable(`injected: ${operation} did not happen`);
    }
    const result = await call();
    if (lost < plan.lostAnswer) {
      count.lostAnswers++;
      throw new StorageUnavailable(`injected: the answer of ${operation} was lost`);
    }
    return result;
  });
  return { storage: faulty, counts };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const attemptsMax = 50;

/** A caller as the port wants them: sends the same again until there is an answer. */
export function retryingStorage(storage: Storage): Storage {
  return wrapStorage(storage, async (_operation, call) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof StorageUnavailable) || attempt === attemptsMax) throw error;
      }
    }
  });
}
