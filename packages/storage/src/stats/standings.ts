import type { MoneyOrder, WorkerOrder } from '@asg/domain';
import { list, write } from '../records/noun.ts';

export type StandingOrder = WorkerOrder | MoneyOrder;

/** Figures that an account is sorted by, as they were when they were last looked at; no names. */
export interface Standing {
  readonly accountId: string;
  readonly figures: Readonly<Partial<Record<StandingOrder, number>>>;
}

const digits = 17;
/** So that what is below 0 sorts too. */
const zeroAt = 1e16;

/** Where an account stands in a list, for the cursor of a page; null: it is not in it. */
export function standingPlace({ accountId, figures }: Standing, order: StandingOrder): string | null {
  const figure = figures[order];
  return figure === undefined ? null : `${String(zeroAt + figure).padStart(digits, '0')} ${accountId}`;
}

const sortedBy = (order: StandingOrder) =>
  list({
    name: `standings ${order}`,
    place: (standing: Standing) => {
      const place = standingPlace(standing, order);
      return place === null ? null : { group: '', place };
    },
    view: (standing) => standing,
  });

/** Accounts sorted by their figures, the least first. Another store looks at them anew. */
export const standings = {
  name: 'std',
  isLeftBehind: true,
  isHousekeeping: true,
  lists: {
    trust: sortedBy('trust'),
    labels: sortedBy('labels'),
    seen: sortedBy('seen'),
    held: sortedBy('held'),
    linked: sortedBy('linked'),
    free: sortedBy('free'),
    reserved: sortedBy('reserved'),
    spent: sortedBy('spent'),
    refunded: sortedBy('refunded'),
  },
  writes: {
    put: write(
      ({ accountId }: Standing) => accountId,
      (found: Standing | null, standing) => ({
        after: isSame(found, standing) ? undefined : standing,
        result: null,
      }),
    ),
  },
} as const;

const isSame = (found: Standing | null, { figures }: Standing): boolean =>
  found !== null && JSON.stringify(found.figures) === JSON.stringify(figures);
