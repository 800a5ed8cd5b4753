import {
  figuresWithAnswer,
  type GoldAnswer,
  type GoldFigures,
  type GoldFilter,
  type GoldPlace,
  type GoldRecord,
  goldListName,
  noGoldFigures,
  operatorPools,
  goldPlaces as placesOfGold,
} from '@asg/domain';
import type { Kind } from '../records/document.ts';

export const pools = 'pools';
export const poolList = (pool: string): string => `pool|${pool}`;

export interface Gold {
  readonly gold: GoldRecord;
  readonly retiredAtMs: number | null;
  /** Its key in its pool. */
  readonly at: string | null;
  /** What is not there is nothing: items of before have none of it. */
  readonly figures?: GoldFigures;
  readonly missed?: number;
  /** Answers that are counted in these, the latest. */
  readonly lately?: readonly string[];
}

export const goldList = (filter: GoldFilter): string => `gold list|${goldListName(filter)}`;
/** Answers that are known again if they come twice. */
const answersRemembered = 32;

export const golds: Kind<Gold> = {
  name: 'gld',
  set: 'doc',
  places: ({ gold, retiredAtMs, missed = 0 }, id) => [
    ['golds', id],
    [`golds|${gold.owner ?? operatorPools}`, id],
    ...placesOfGold({ gold, retiredAtMs, missed }).map(
      ([list, place]) => [`gold list|${list}`, place, id] as const,
    ),
  ],
};
export const goldPlaces: Kind<GoldPlace> = { name: 'glp', set: 'doc', places: () => [] };

/** The item with an answer counted in its figures. */
export function withAnswer(found: Gold, id: string, answer: GoldAnswer): Gold {
  const { figures = noGoldFigures, lately = [] } = found;
  return {
    ...found,
    figures: figuresWithAnswer(figures, answer),
    lately: [...lately, id].slice(-answersRemembered),
  };
}
