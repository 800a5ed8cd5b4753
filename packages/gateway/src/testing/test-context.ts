import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  type ManualClock,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import type { Storage } from '@asg/storage';

/** What engines work with, on a clock of the test's own; the same ids and secrets in every run. */
export function testContext(storage: Storage, clock: ManualClock): EngineContext {
  const random = seededRandom('gateway');
  const log = createLogger('silent');
  return {
    storage,
    clock,
    random,
    ids: new IdMint(clock, random),
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    signals: new SignalBoard(),
    log,
    conditions: new Conditions({ clock, log }),
  };
}
