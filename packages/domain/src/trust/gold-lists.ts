import type { CountedGold } from './gold-figures.ts';
import { goldUseOf } from './gold-figures.ts';
import { type GoldSort, type GoldState, type GoldUse, goldSorts } from './gold-names.ts';

/** Which of a customer's items are wanted, and in which order; null: any. */
export interface GoldFilter {
  readonly owner: string;
  readonly state: GoldState;
  readonly use: GoldUse | null;
  readonly template: string | null;
  readonly sort: GoldSort;
}

type Placed = Pick<CountedGold, 'gold' | 'missed' | 'retiredAtMs'>;

const digits = 16;

/** The place in a list, which goes from the highest down; it ends in the item's id. */
export function goldPlace(sort: GoldSort, { gold, missed }: Pick<Placed, 'gold' | 'missed'>): string {
  const number = sort === 'misses' ? missed : gold.createdAtMs;
  return `${String(number).padStart(digits, '0')}_${gold.goldId}`;
}

export function goldListName({ owner, state, use, template, sort }: GoldFilter): string {
  return `${owner}|${state}|${use ?? ''}|${template ?? ''}|${sort}`;
}

/** Every list that an item stands in as it is, with its place there. The operator's stand in none. */
export function goldPlaces(item: Placed): readonly (readonly [list: string, place: string])[] {
  const { owner, template: own } = item.gold;
  if (owner === null) return [];
  const state = item.retiredAtMs === null ? 'active' : 'retired';
  const uses = [null, goldUseOf(item.gold)];
  return goldSorts.flatMap((sort) =>
    uses.flatMap((use) =>
      [null, own].map(
        (template) => [goldListName({ owner, state, use, template, sort }), goldPlace(sort, item)] as const,
      ),
    ),
  );
}
