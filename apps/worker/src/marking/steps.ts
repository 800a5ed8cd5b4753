/** What was done, so that it can be undone and done again. */
export interface Steps<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** Of the last step: the next one of the same kind is undone with it. Empty: it stands alone. */
  readonly kind: string;
}

const stepsMax = 1_000;

export const begun = <T>(now: T): Steps<T> => ({ past: [], now, future: [], kind: '' });

/** The same, and nothing new to undo, where nothing changes. */
export function taken<T>(steps: Steps<T>, now: T, kind = ''): Steps<T> {
  if (now === steps.now) return steps;
  const isOneWithLast = kind !== '' && kind === steps.kind;
  const past = isOneWithLast ? steps.past : [...steps.past, steps.now].slice(-stepsMax);
  return { past, now, future: [], kind };
}

export function undone<T>({ past, now, future }: Steps<T>): Steps<T> {
  const last = past.at(-1);
  if (last === undefined) return { past, now, future, kind: '' };
  return { past: past.slice(0, -1), now: last, future: [now, ...future], kind: '' };
}

export function redone<T>({ past, now, future }: Steps<T>): Steps<T> {
  const [next, ...rest] = future;
  return next === undefined
    ? { past, now, future, kind: '' }
    : { past: [...past, now], now: next, future: rest, kind: '' };
}
