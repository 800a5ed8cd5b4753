import { houseCustomerId } from '../ids/ids.ts';
import { customerRow, isFunded, ownerOf, ownPeopleOf, shareOf } from '../task/owner.ts';
import type { Task } from '../task/task.ts';
import { addTrust, noTrust, type TrustGain, type TrustSums, trustGains, withWeightMax } from './sums.ts';

/**
 * For whose tasks something is to be known of a worker: for a customer's or for everybody's, on a template or over all.
 */
export interface TrustScope {
  readonly customerId?: string;
  readonly template?: string;
  /** As one of the customer's own people: nothing of the public crowd counts there. */
  readonly own?: true;
}

/** In the place of a template: how many labels somebody gave as one of an organisation's own people, in `agreed`. */
export const givenAsOwn = '#given';

/** The row of what everybody's tasks say over all templates. */
export const overallRow = '';
/** What a share counts for at most when someone's trust is read, in millionths of a gold answer. */
export const shareWeightMaxMicros = 3_000_000;

/** Where evidence of a task goes: rows of its workers, and a share where it counts for everybody in part. */
export interface EvidencePlace {
  readonly rows: readonly string[];
  readonly share: number | null;
}

export interface TaskEvidence extends EvidencePlace {
  readonly gains: readonly TrustGain[];
}

/**
 * Where it goes what a change of a task says of its workers. Own people's goes to the organisation's record of them, which nothing
 * else is read from; of the public where one of those labelled, too, to the customer's alone: who brings the peers must not vouch.
 */
export function evidenceOf(before: Task, after: Task, template: string): readonly TaskEvidence[] {
  const gains = trustGains(before, after);
  const given = givenGains(before, after);
  if (gains.length + given.length === 0) return [];
  const ownIds = new Set(after.labels.flatMap(({ own, workerId }) => (own === true ? [workerId] : [])));
  const [own, others] = [true, false].map((isOwn) =>
    gains.filter(({ workerId }) => ownIds.has(workerId) === isOwn),
  );
  const place = evidencePlace(after, template);
  const found = [
    { ...place, share: ownIds.size === 0 ? place.share : null, gains: others ?? [] },
    { rows: ownRows(after, ['', template]), share: null, gains: own ?? [] },
    { rows: ownRows(after, [givenAsOwn]), share: null, gains: given },
  ];
  return found.filter(({ gains: some }) => some.length > 0);
}

function ownRows(task: Task, templates: readonly string[]): readonly string[] {
  const owner = ownerOf(task) ?? houseCustomerId;
  return templates.map((template) => customerRow(ownPeopleOf(owner), template));
}

function givenGains(before: Task, { labels }: Task): readonly TrustGain[] {
  return labels
    .slice(before.labels.length)
    .flatMap(({ own, workerId }) => (own === true ? [{ workerId, sums: { ...noTrust, agreed: 1 } }] : []));
}

/**
 * The operator's gold is evidence for everybody; a customer's gold and the agreement on their tasks for that customer alone,
 * but for the share that agreement on funded tasks has.
 */
function evidencePlace(task: Pick<Task, 'customerId' | 'gold' | 'cover'>, template: string): EvidencePlace {
  const owner = ownerOf(task);
  if (owner === null) return { rows: [overallRow, template], share: null };
  const isShared = task.gold === undefined && isFunded(task);
  return {
    rows: [customerRow(owner), customerRow(owner, template)],
    share: isShared ? shareOf(owner) : null,
  };
}

/** What is known of a worker over all: by everybody's evidence, and by share. */
export interface OverallTrust {
  readonly sums: TrustSums;
  readonly shares: ReadonlyMap<number, TrustSums>;
}

export const nothingKnown: OverallTrust = { sums: noTrust, shares: new Map() };

/** The same over all templates. */
export function overallOf({ customerId, own }: TrustScope): TrustScope {
  return customerId === undefined ? {} : { customerId, ...(own === true && { own }) };
}

/** The rows beside those over all that tell of this scope. */
export function rowsFor({ customerId, template, own }: TrustScope): readonly string[] {
  if (own === true && customerId !== undefined) return [customerRow(ownPeopleOf(customerId), template)];
  return [
    ...(template === undefined ? [] : [template]),
    ...(customerId === undefined ? [] : [customerRow(customerId, template)]),
  ];
}

/** What is known of a worker in a scope. `rows`: the sums of `rowsFor`. */
export function trustIn(
  { customerId, template, own: isOwn }: TrustScope,
  { sums, shares }: OverallTrust,
  rows: readonly TrustSums[],
): TrustSums {
  const own = rows.reduce(addTrust, noTrust);
  if (template !== undefined || isOwn === true) return own;
  // A customer's tasks are in their own row already.
  const left = customerId === undefined ? null : shareOf(customerId);
  let all = addTrust(sums, own);
  for (const [share, found] of shares) {
    if (share !== left) all = addTrust(all, withWeightMax(found, shareWeightMaxMicros));
  }
  return all;
}
