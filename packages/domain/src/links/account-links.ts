import { type LinkKind, linkKinds, strongLinkKinds } from '../names.ts';

/** What is kept of an account, to see which others are the same person's. An account is a worker or a customer. */
export interface AccountLinks {
  /** Where and when it was made; null: from no public address, or before this was kept. */
  readonly registered: Sighting | null;
  /** Ranges of addresses it was seen in, the latest last. */
  readonly ranges: readonly Sighting[];
  /** Accounts of which there is evidence, by their ids. */
  readonly pairs: Readonly<Record<string, LinkPair>>;
}

/** `range`: as of `addressRange`. */
export interface Sighting {
  readonly range: string;
  readonly atMs: number;
}

/** Evidence that two accounts are one person's: since when, by its kind. */
export interface LinkPair {
  readonly kinds: Evidence;
  /** When the operator found it false: it links nothing any more, whatever else comes. */
  readonly dissolvedAtMs?: number;
}
export type Evidence = Readonly<Partial<Record<LinkKind, number>>>;

export const noLinks: AccountLinks = { registered: null, ranges: [], pairs: {} };

const rangesMax = 16;
export const pairsMax = 64;
/** Accounts that are taken for one person, at most. */
export const clusterMax = 64;
const dayMs = 24 * 3_600_000;
/** Addresses are given to others in time: two accounts share a range that both were seen in within so long. */
const addressMs = 30 * dayMs;
/** Accounts made in one range within so long are a burst. */
const burstMs = 10 * 60_000;

/** The account was seen there. `isNew`: it was made there. */
export function seenAt(links: AccountLinks, { range, atMs }: Sighting, isNew: boolean): AccountLinks {
  const others = links.ranges.filter((one) => one.range !== range);
  return {
    ...links,
    registered: isNew ? (links.registered ?? { range, atMs }) : links.registered,
    ranges: [...others, { range, atMs }].slice(-rangesMax),
  };
}

/** What two accounts share of where they were. Never enough for a link: a class in one room shares it too. */
export function sharedPlaces(one: AccountLinks, other: AccountLinks): Evidence {
  const addresses = one.ranges.flatMap(({ range, atMs }) =>
    other.ranges
      .filter((seen) => seen.range === range && Math.abs(seen.atMs - atMs) <= addressMs)
      .map((seen) => Math.max(seen.atMs, atMs)),
  );
  const [a, b] = [one.registered, other.registered];
  const isBurst = a !== null && b !== null && a.range === b.range && Math.abs(a.atMs - b.atMs) <= burstMs;
  return {
    ...(addresses.length > 0 && { address: Math.min(...addresses) }),
    ...(isBurst && { burst: Math.max(a.atMs, b.atMs) }),
  };
}

/** With evidence about another account. What is known already keeps its time; the very same where nothing is new. */
export function withEvidence(links: AccountLinks, otherId: string, evidence: Evidence): AccountLinks {
  const known = links.pairs[otherId];
  const kinds = { ...evidence, ...known?.kinds };
  if (Object.keys(kinds).length === Object.keys(known?.kinds ?? {}).length) return links;
  const room = known === undefined ? withRoom(links.pairs) : links.pairs;
  return room === null ? links : { ...links, pairs: { ...room, [otherId]: { ...known, kinds } } };
}

/** Without the oldest pair that links nothing, where there are as many as may be; null: all of them do. */
function withRoom(pairs: AccountLinks['pairs']): AccountLinks['pairs'] | null {
  const entries = Object.entries(pairs);
  if (entries.length < pairsMax) return pairs;
  const oldest = entries.findIndex(
    ([, pair]) => linkedSince(pair) === null && pair.dissolvedAtMs === undefined,
  );
  return oldest < 0 ? null : Object.fromEntries(entries.toSpliced(oldest, 1));
}

/**
 * Since when the evidence links the two accounts; null: it does not. It takes two kinds, one of them strong: something that
 * people do not share by living, learning or working in one place.
 */
export function linkedSince({ kinds, dissolvedAtMs }: LinkPair): number | null {
  if (dissolvedAtMs !== undefined) return null;
  const strong = strongLinkKinds.flatMap((kind) => kinds[kind] ?? []);
  const all = linkKinds.flatMap((kind) => kinds[kind] ?? []).sort((a, b) => a - b);
  const second = all[1];
  return strong.length === 0 || second === undefined ? null : Math.max(second, Math.min(...strong));
}

/** Accounts that this one is linked with, the earliest first. */
export function linkedWith({ pairs }: AccountLinks): readonly string[] {
  return Object.entries(pairs)
    .flatMap(([id, pair]) => {
      const sinceMs = linkedSince(pair);
      return sinceMs === null ? [] : [{ id, sinceMs }];
    })
    .sort((a, b) => a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/** The operator found that they are two people. */
export function dissolvedLink(links: AccountLinks, otherId: string, nowMs: number): AccountLinks {
  const pair = links.pairs[otherId];
  if (pair === undefined || pair.dissolvedAtMs !== undefined) return links;
  return { ...links, pairs: { ...links.pairs, [otherId]: { ...pair, dissolvedAtMs: nowMs } } };
}

/** All accounts that links lead to from this one, itself first, at most `clusterMax`: the nearest. `linkedOf` reads `linkedWith`. */
export async function clusterOf(
  accountId: string,
  linkedOf: (accountId: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const members = new Set([accountId]);
  for (const member of members) {
    for (const other of await linkedOf(member)) {
      if (members.size >= clusterMax) return [...members];
      members.add(other);
    }
  }
  return [...members];
}
