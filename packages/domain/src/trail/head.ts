import type { Sha256 } from '../sha256.ts';
import { noTrailHash, type TrailDraft, type TrailEntry, trailEntry } from './entry.ts';
import type { TrailOutcome } from './names.ts';

/** The end of one trail, where it grows. */
export interface TrailHead {
  readonly ownerId: string;
  /** Entries that were ever made. */
  readonly count: number;
  /** Of the last entry; zeros: there is none. */
  readonly hash: string;
  /** So many of them are committed to by settlements. */
  readonly committed: number;
  /** Since when there is something to commit to. */
  readonly sinceMs: number;
  /** Those of the last entries that may not be kept as records of their own yet. */
  readonly tail: readonly TrailEntry[];
  /** Changes that were begun, and not said to be done or refused. */
  readonly drafts: readonly TrailDraft[];
  /** Ids of the last entries, so that none is made twice. */
  readonly recent: readonly string[];
}

export type TrailStep =
  /** A change is about to be made. */
  | { readonly step: 'begin'; readonly draft: TrailDraft }
  /** It was made, or what else became of it. */
  | { readonly step: 'enter'; readonly draft: TrailDraft; readonly outcome: TrailOutcome }
  /** It was refused by the rules: nothing was changed. */
  | { readonly step: 'drop'; readonly id: string };

export interface ChangeTrail {
  readonly ownerId: string;
  readonly nowMs: number;
  /** Entries up to this number are kept as records of their own. */
  readonly keptThrough: number;
  readonly steps: readonly TrailStep[];
}

/** A draft as old as that is of a process that ended, ms: no request takes as long between the two. */
export const trailDraftMs = 15 * 60_000;
const draftsMax = 500;
const recentMax = 100;

/** The head after the steps; the very same where they change nothing. */
export function changedTrailHead(
  found: TrailHead | null,
  { ownerId, nowMs, keptThrough, steps }: ChangeTrail,
  sha256: Sha256,
): TrailHead | null {
  let head = found ?? emptyHead(ownerId, nowMs);
  const enter = (draft: TrailDraft, id: string, outcome: TrailOutcome): void => {
    const drafts = head.drafts.filter((one) => one.id !== draft.id);
    if (head.recent.includes(id)) {
      if (drafts.length < head.drafts.length) head = { ...head, drafts };
      return;
    }
    const number = head.count + 1;
    const entry = trailEntry(draft, { ownerId, number, previous: head.hash, outcome }, sha256);
    head = {
      ...head,
      count: number,
      hash: entry.hash,
      sinceMs: head.count > head.committed ? head.sinceMs : nowMs,
      tail: [...head.tail, entry],
      drafts,
      recent: [...head.recent, id].slice(-recentMax),
    };
  };
  for (const step of steps) {
    if (step.step === 'enter') enter(step.draft, step.draft.id, step.outcome);
    else if (step.step === 'drop') {
      const drafts = head.drafts.filter(({ id }) => id !== step.id);
      if (drafts.length < head.drafts.length) head = { ...head, drafts };
    } else if (!head.recent.includes(step.draft.id) && head.drafts.every(({ id }) => id !== step.draft.id))
      head = { ...head, drafts: [...head.drafts, step.draft] };
  }
  const isOver = ({ atMs }: TrailDraft, place: number): boolean =>
    atMs + trailDraftMs <= nowMs || place < head.drafts.length - draftsMax;
  for (const draft of head.drafts.filter(isOver)) enter(draft, `? ${draft.id}`, 'unknown');
  const tail = head.tail.filter(({ number }) => number > keptThrough);
  if (tail.length < head.tail.length) head = { ...head, tail };
  return found === null && head.count === 0 && head.drafts.length === 0 ? null : head;
}

/** A settlement commits to so many of its entries. The very same where that is known. */
export function committedTrailHead(head: TrailHead, count: number, nowMs: number): TrailHead {
  return count <= head.committed ? head : { ...head, committed: Math.min(count, head.count), sinceMs: nowMs };
}

function emptyHead(ownerId: string, nowMs: number): TrailHead {
  return {
    ownerId,
    count: 0,
    hash: noTrailHash,
    committed: 0,
    sinceMs: nowMs,
    tail: [],
    drafts: [],
    recent: [],
  };
}
