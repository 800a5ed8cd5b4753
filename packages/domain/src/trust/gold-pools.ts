import { audienceOf, audiencesWithin } from '../routing/audience.ts';
import { speaks } from '../routing/language.ts';
import type { Sha256 } from '../sha256.ts';
import type { LabelSpec, Task } from '../task/task.ts';
import type { GoldItem, GoldPlace } from './gold.ts';

export interface GoldRecord extends GoldItem {
  readonly jobId: string | null;
  /** The decided task of its customer's that it was made of. */
  readonly taskId?: string;
  /** Who saw the task: they would know it again, and never meet it. */
  readonly seenBy?: readonly string[];
  /** It came as a row of a file of gold. */
  readonly fromFile?: true;
  /** Why its answer is right. Nobody but its customer is told, unless it is for practice. */
  readonly reason?: string;
  /** As of tasks: `templateKey`. */
  readonly template: string;
  /** `readingKey`; not there: made before it was kept. */
  readonly reading?: string;
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

const readingBytes = 8;
/** Of what is read again and again while it is in memory. */
const readings = new WeakMap<LabelSpec, string>();

/**
 * What a worker reads of a task beside its item: gold that reads the same is told by nothing. 16 hex digits, of the question, the
 * instructions and the options in their order.
 */
export function readingKey(labelSpec: LabelSpec, sha256: Sha256): string {
  const known = readings.get(labelSpec);
  if (known !== undefined) return known;
  const { question, instructions, options } = labelSpec;
  const text = JSON.stringify([question, instructions ?? null, ...options]);
  const hash = sha256(new TextEncoder().encode(text)).subarray(0, readingBytes);
  const key = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  readings.set(labelSpec, key);
  return key;
}

/** What items of a pool have in common. Items from before readings were kept have none. */
type Alike = Pick<GoldRecord, 'owner' | 'template' | 'language' | 'reading' | 'sensitive'>;

function poolsBegin({ owner, template }: Pick<Alike, 'owner' | 'template'>): string {
  return `${owner ?? operatorPools} ${template}`;
}

/** On whose bill the items of a pool are; null: the operator's. */
export function ownerOfPool(pool: string): string | null {
  const owner = pool.slice(0, pool.indexOf(' '));
  return owner === operatorPools ? null : owner;
}

/** The pool that an item is in: with all of the same owner, template, reading, language, and as sensitive. */
export function poolOf(alike: Alike & Pick<GoldRecord, 'practice'>): string {
  if (alike.practice !== undefined) return practicePool(alike.practice.question);
  return poolFor(audienceOf(alike), alike);
}

/** Apart from all others: no claim looks there. */
export function practicePool(question: string): string {
  return `practice ${question}`;
}

function poolFor(audience: string, { reading, ...alike }: Omit<Alike, 'language' | 'sensitive'>): string {
  return `${poolsBegin(alike)} ${reading === undefined ? '' : `${reading} `}${audience}`;
}

/** Where an owner's items are that read as this task does, in this order. */
export function poolsReading(
  task: Pick<Task, 'language' | 'sensitive' | 'moderation'>,
  alike: Omit<Alike, 'language' | 'sensitive'> & { readonly reading: string },
): readonly string[] {
  return audiencesWithin(task).map((audience) => poolFor(audience, alike));
}

/** Where all of an owner's items of a template are, whatever they read. */
export function templateStretch(alike: Pick<Alike, 'owner' | 'template'>): Stretch<string> {
  return { after: poolsBegin(alike), upTo: `${poolsBegin(alike)}!` };
}

/** Pools of one template that are looked at for one gold task. */
export const poolsAlikeMax = 8;

/** Whether items of a pool may go before a task in its language: those that are no more sensitive than it is. */
export function fitsTask(pool: string, task: Pick<Task, 'language' | 'sensitive' | 'moderation'>): boolean {
  return audiencesWithin(task).some((audience) => pool.endsWith(` ${audience}`));
}

/** Whether the worker speaks the language of a pool. Pools of sensitive items are nobody's here: no task vouches for them. */
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

/**
 * The ranges of items that a worker has not seen, in the order in which they get them. `others`: how far other accounts of
 * theirs have come: what one of them has met the others would know again.
 */
export function unmet(
  { start, high, low }: GoldPlace,
  others: readonly GoldPlace[] = [],
): readonly Stretch<number>[] {
  const left = [
    { after: high, upTo: Number.MAX_SAFE_INTEGER },
    { after: low, upTo: start },
  ];
  const met = others.flatMap((other) => [
    { after: other.start, upTo: other.high },
    { after: 0, upTo: other.low },
  ]);
  return met.reduce<readonly Stretch<number>[]>(
    (rest, one) => rest.flatMap((each) => without(each, one)),
    left,
  );
}

function without(stretch: Stretch<number>, { after, upTo }: Stretch<number>): readonly Stretch<number>[] {
  if (upTo <= after || upTo <= stretch.after || after >= stretch.upTo) return [stretch];
  const around = [
    { after: stretch.after, upTo: after },
    { after: upTo, upTo: stretch.upTo },
  ];
  return around.filter((one) => one.upTo > one.after);
}

/** The place after the worker has met the item with this number. */
export function afterMeeting({ start, high, low }: GoldPlace, number: number): GoldPlace {
  return number > start ? { start, high: number, low } : { start, high, low: number };
}
