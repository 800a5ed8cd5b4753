/** That a person wants their account erased. */
export interface Leaving {
  readonly askedAtMs: number;
  /** Until then it can be taken back. */
  readonly dueAtMs: number;
  /** Since when it cannot any more: nobody signs in, and what is known of them is being erased. */
  readonly begunAtMs?: number;
}

/** What is left of a person who is erased. */
export interface Left {
  readonly atMs: number;
  /** When what is still to be done for them is looked at next; null: nothing is. */
  readonly lookAtMs: number | null;
  /** Whose trails may still be told of them, beside their own. */
  readonly trails?: readonly string[];
}

/** How far a person is with it. */
export interface Departure {
  readonly leaving?: Leaving;
  readonly left?: Left;
}

/** So long whoever asked for it can take it back. */
export const graceMs = 14 * 24 * 3_600_000;

export type LeavingChange =
  /** Ends sessions and links of before, as a new password does. Asked for again, the earlier moment counts. */
  | {
      readonly set: 'leaving';
      readonly askedAtMs: number;
      readonly dueAtMs: number;
      readonly revision: number;
    }
  /** They stay. Nothing once it has begun. */
  | { readonly set: 'staying' }
  /** Something has to be settled first. Nothing once it has begun. */
  | { readonly set: 'put_off'; readonly dueAtMs: number }
  /** Nothing before it is due. */
  | { readonly set: 'erasing'; readonly atMs: number }
  /** Nothing is left of them but that they were there. Nothing before it has begun. */
  | { readonly set: 'left'; readonly atMs: number; readonly trails?: readonly string[] }
  | { readonly set: 'looked'; readonly lookAtMs: number | null };

const leavingChanges: readonly string[] = ['leaving', 'staying', 'put_off', 'erasing', 'left', 'looked'];

export function isLeavingChange(change: { readonly set: string }): change is LeavingChange {
  return leavingChanges.includes(change.set);
}

/** Whether nobody is this person any more, though there is a record of them. */
export function isGone({ leaving, left }: Departure): boolean {
  return left !== undefined || leaving?.begunAtMs !== undefined;
}

/** When something is to be done for a person who leaves; null: nothing is. */
export function leavingLookMs({ leaving, left }: Departure): number | null {
  return left === undefined ? (leaving?.dueAtMs ?? null) : left.lookAtMs;
}

/** How far they are after the change; null: it changes nothing. */
export function departureAfter(
  person: Departure & { readonly revision: number },
  change: LeavingChange,
): Departure | null {
  const { leaving, left } = person;
  switch (change.set) {
    case 'leaving': {
      const { askedAtMs, dueAtMs } = change;
      if (isGone(person)) return null;
      if (leaving !== undefined)
        return dueAtMs < leaving.dueAtMs ? { leaving: { ...leaving, dueAtMs } } : null;
      return change.revision === person.revision ? { leaving: { askedAtMs, dueAtMs } } : null;
    }
    case 'staying':
      return leaving === undefined || isGone(person) ? null : {};
    case 'put_off':
      if (leaving === undefined || isGone(person) || change.dueAtMs <= leaving.dueAtMs) return null;
      return { leaving: { ...leaving, dueAtMs: change.dueAtMs } };
    case 'erasing':
      if (leaving === undefined || isGone(person) || change.atMs < leaving.dueAtMs) return null;
      return { leaving: { ...leaving, begunAtMs: change.atMs } };
    case 'left':
      if (leaving?.begunAtMs === undefined) return null;
      return { left: { atMs: change.atMs, lookAtMs: change.atMs, ...trailsOf(change) } };
    case 'looked': {
      if (left === undefined) return null;
      const { atMs } = left;
      const { lookAtMs } = change;
      return { left: { atMs, lookAtMs, ...(lookAtMs !== null && trailsOf(left)) } };
    }
  }
}

const trailsOf = ({ trails = [] }: { readonly trails?: readonly string[] }): Pick<Left, 'trails'> =>
  trails.length === 0 ? {} : { trails };
