import type { TaskState } from '../names.ts';

/** Every legal change of state; what is not here cannot happen. */
export const legalTransitions: Readonly<Record<TaskState, readonly TaskState[]>> = {
  pending: ['in_progress', 'expired', 'cancelled'],
  in_progress: ['verified', 'expired', 'cancelled'],
  verified: ['settled'],
  settled: [],
  expired: [],
  cancelled: [],
};

export function isTerminal(state: TaskState): boolean {
  return legalTransitions[state].length === 0;
}

/** Open for labels: workers may claim it. */
export function isOpen(state: TaskState): boolean {
  return state === 'pending' || state === 'in_progress';
}

/** The new state. Throws if the table does not allow it: that is a bug, not a refusal. */
export function moveTo(from: TaskState, to: TaskState): TaskState {
  if (!legalTransitions[from].includes(to)) throw new Error(`illegal task transition: ${from} -> ${to}`);
  return to;
}
