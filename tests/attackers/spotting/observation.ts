import { createHash } from 'node:crypto';

/** What is looked at together, so that a leak is named. */
export const families = [
  'fields',
  'ids',
  'order',
  'sizes',
  'headers',
  'timing',
  'outcome',
  'repeats',
] as const;
export type Family = (typeof families)[number];
export type Features = Map<string, number>;

/** All that a worker saw of one assignment, as numbers, and whether it was gold. */
export interface Observation {
  readonly isGold: boolean;
  readonly account: number;
  /** The address of what was shown: the same for all who see it. */
  readonly item: string;
  readonly features: Readonly<Record<Family, Features>>;
  /** Names and numbers that look like names, to be compared with those of the others. */
  readonly ids: Map<string, string>;
}

export function newObservation(isGold: boolean, account: number, item: string): Observation {
  const none = (): Features => new Map();
  const features = {
    fields: none(),
    ids: none(),
    order: none(),
    sizes: none(),
    headers: none(),
    timing: none(),
    outcome: none(),
    repeats: none(),
  };
  return { isGold, account, item, features, ids: new Map() };
}

const timestamp = /^\d{4}-\d\d-\d\dT/;
const idLike = /^["/]?[\w./-]{14,}"?$/;

/** Takes an answer apart: numbers as they are, times against now, names character by character, texts by what they say. */
export function note(
  observation: Observation,
  family: Family,
  path: string,
  value: unknown,
  nowMs: number,
): void {
  const features = observation.features[family];
  if (value === null || value === undefined) features.set(`${path} is nothing`, 1);
  else if (typeof value === 'number') features.set(path, value);
  else if (typeof value === 'boolean') features.set(path, value ? 1 : 0);
  else if (typeof value === 'string') noteText(observation, family, path, value, nowMs);
  else {
    const entries = Object.entries(value);
    features.set(`${path} length`, entries.length);
    for (const [name, one] of entries) note(observation, family, `${path}.${name}`, one, nowMs);
  }
}

function noteText(
  { features, ids }: Observation,
  family: Family,
  path: string,
  text: string,
  nowMs: number,
): void {
  features[family].set(`${path} length`, text.length);
  if (timestamp.test(text)) features[family].set(`${path} from now`, Date.parse(text) - nowMs);
  else if (idLike.test(text)) {
    ids.set(path, text);
    const end = familyOf(path);
    for (let at = 0; at < text.length; at++)
      features[end].set(`${path} character ${at}`, text.charCodeAt(at));
  } else {
    for (const [at, number] of numbersOf(text).entries()) features[family].set(`${path} text ${at}`, number);
  }
}

const known = new Map<string, readonly number[]>();

/** Numbers that stand for a text. */
function numbersOf(text: string): readonly number[] {
  const found = known.get(text);
  if (found !== undefined) return found;
  const hash = createHash('sha256').update(text).digest();
  const numbers = [0, 4, 8].map((at) => hash.readUInt32BE(at));
  known.set(text, numbers);
  return numbers;
}

/** Where what a name tells belongs: the tag of an item is the same for all who see it. */
function familyOf(path: string): Family {
  if (path.endsWith('etag')) return 'repeats';
  if (path.startsWith('head')) return 'headers';
  return /^(?:history|contest|label)/.test(path) ? 'outcome' : 'ids';
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Compares each name with all others that the gang has seen at the same place: which is the closest, and how close. */
export function noteKinship(observations: readonly Observation[]): void {
  const paths = new Set(observations.flatMap(({ ids }) => [...ids.keys()]));
  for (const path of paths) {
    const named = observations.flatMap((observation, at) => {
      const id = observation.ids.get(path);
      return id === undefined ? [] : [{ observation, id, at }];
    });
    const sorted = named.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.at - b.at));
    for (const [place, { observation, id }] of sorted.entries()) {
      const before = commonPrefix(id, sorted[place - 1]?.id ?? '');
      const after = commonPrefix(id, sorted[place + 1]?.id ?? '');
      const { [familyOf(path)]: features } = observation.features;
      features.set(`${path} closest`, Math.max(before, after));
      features.set(`${path} place`, place);
    }
    for (const [index, { observation, id }] of named.entries()) {
      const last = named[index - 1];
      if (last?.observation.account !== observation.account) continue;
      observation.features[familyOf(path)].set(`${path} as the one before`, commonPrefix(id, last.id));
    }
  }
}
