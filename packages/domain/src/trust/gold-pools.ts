import { speaks } from '../routing/language.ts';
import type { Task } from '../task/task.ts';
import type { GoldItem, GoldPlace } from './gold.ts';

export interface GoldRecord extends GoldItem {
  /** The customer whose tasks it is mixed among; null: among everybody's. */
  readonly owner: string | null;
  readonly jobId: string | null;
  /** As of tasks: `templateKey`. */
  readonly template: string;
  /** BCP 47, lower case; null: any worker. */
  readonly language: string | null;
  readonly createdAtMs: number;
}

/** Begins the pools of items that are mixed among everybody's tasks. */
export const operatorPools = 'house';

/** Pools that are looked at for one claim of a worker who gets gold alone. */
export const poolsMax = 16;
/** Also of languages that the worker does not speak. */
export const poolsLookedAtMax = 100;

function poolName(owner: string | null, template: string, language: string | null): string {
  return `${owner ?? operatorPools} ${template} ${language ?? ''}`;
}

/** The pool that an item is in: with all of the same owner, template and language. */
export function poolOf({
  owner,
  template,
  language,
}: Pick<GoldRecord, 'owner' | 'template' | 'language'>): string {
  return poolName(owner, template, language);
}

/** Where items are that look as this task does, in this order: the customer's own first, then the operator's. */
export function poolsLike(
  { customerId, language }: Pick<Task, 'customerId' | 'language'>,
  template: string,
): readonly string[] {
  const languages = language === null ? [null] : [language, null];
  return [customerId, null].flatMap((owner) => languages.map((one) => poolName(owner, template, one)));
}

export function isPoolSpoken(pool: string, languages: readonly string[]): boolean {
  return speaks(languages, pool.slice(pool.lastIndexOf(' ') + 1));
}

/** A stretch of names or numbers: above `after`, up to `upTo`. */
export interface Stretch<Place> {
  readonly after: Place;
  readonly upTo: Place;
}

/** The operator's pools in a circle from a random place (0 to 1): names above `after` and below `upTo`. */
export function operatorStretches(randomness: number): readonly Stretch<string>[] {
  const begin = `${operatorPools} ${Math.floor(randomness * 2 ** 32)
    .toString(16)
    .padStart(8, '0')}`;
  return [
    { after: begin, upTo: `${operatorPools}!` },
    { after: `${operatorPools} `, upTo: begin },
  ];
}

/** The ranges of items that a worker has not seen, in the order in which they get them. */
export function unmet({ start, high, low }: GoldPlace): readonly Stretch<number>[] {
  return [
    { after: high, upTo: Number.MAX_SAFE_INTEGER },
    { after: low, upTo: start },
  ];
}

/** The place after the worker has met the item with this number. */
export function afterMeeting({ start, high, low }: GoldPlace, number: number): GoldPlace {
  return number > start ? { start, high: number, low } : { start, high, low: number };
}
