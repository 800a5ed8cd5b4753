import type { GoldFilter, GoldRecord, WantedUse } from '@asg/domain';
import type { Page } from '../page.ts';
import type { StoredGold } from './records.ts';

export interface GoldReader {
  get(goldId: string): Promise<StoredGold | null>;
  /** All gold items, or those of one owner; `owner` null: the operator's. */
  list(page: Page & { readonly owner?: string | null }): Promise<readonly StoredGold[]>;
  /** Of a customer's items those that are wanted, from the highest place down; `before`: the last place of the page before (`goldPlace`). */
  listed(request: Page & GoldFilter): Promise<readonly StoredGold[]>;
  /** What is given out of a pool, the latest first, so many at most. */
  ofPool(request: { readonly pool: string; readonly limit: number }): Promise<readonly GoldRecord[]>;
}

export type GoldUseChange =
  | { readonly kind: 'changed'; readonly gold: StoredGold }
  /** See `goldInUse`. */
  | { readonly kind: 'told' | 'retired' | 'not_found' };

export interface PractisedGold {
  readonly goldId: string;
  /** Index into its options. */
  readonly option: number;
  /** Names the answer: it is counted once. */
  readonly answerId: string;
}

export interface GoldWriter {
  /** Adds items at the end of their pools; those known by their id are left as they are. */
  add(items: readonly GoldRecord[]): Promise<void>;
  /** The item goes to the end of the pool of another use. */
  use(request: { readonly goldId: string; readonly wanted: WantedUse }): Promise<GoldUseChange>;
  /** Counts an answer that somebody gave in practice. */
  practised(answer: PractisedGold): Promise<void>;
  /**
   * Gives items that were stored before there were lists of a customer's their places, the newest first. The last one of the stretch;
   * null: there are no more.
   */
  fillLists(page: Page): Promise<string | null>;
  /** The item is given out no more. Null where there is none. */
  retire(request: { readonly goldId: string; readonly nowMs: number }): Promise<StoredGold | null>;
  /** The item is given out no more, and what it shows is erased. */
  erase(request: { readonly goldId: string; readonly nowMs: number }): Promise<void>;
}

export interface GoldStore extends GoldReader, GoldWriter {}
