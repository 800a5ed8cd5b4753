import {
  type Person,
  type PracticeRecord,
  questionId,
  type ReportRecord,
  type WorkerRecord,
} from '@asg/domain';
import { accountParts } from '../accounts/account-parts.ts';
import { workerReply } from '../accounts/worker-replies.ts';
import type { GatewayOptions } from '../options.ts';
import { earningsReply, forfeitsReply, withdrawalsReply } from '../payouts/replies.ts';
import { pushDevicePart } from '../push/routes.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { appealReply, historyReply } from '../trust/appeal-replies.ts';
import { documentText, pageMax, pages } from './document.ts';
import { linkPart, mailPart, placePart, sessionPart, trailEntries } from './parts.ts';

const forfeitsMax = 1_000;

const leftOut = [
  { what: 'password, and the tokens of sessions and links', why: 'Only hashes of them are stored.' },
  {
    what: 'tasks and customers',
    why: 'No worker is told whose items they label, or which task it was: both are the customers’.',
  },
  {
    what: 'which of your tasks had a known answer, and the figures made of them',
    why: 'Whoever knew them could answer those alone with care. The level that follows is in account.trust.',
  },
  {
    what: 'the ids of other accounts that are taken for yours',
    why: 'They may be somebody else’s. How many there are, and why, is in linked_accounts.',
  },
  {
    what: 'logs and backups of the server',
    why: 'Logs name you by your worker id, with the network address of a request; backups are copies of what is here.',
  },
  {
    what: 'addresses and keys of the browsers that are told of work',
    why: 'They are kept encrypted, since whoever has them could send to your browser. Which services they are of is in told_of_work.',
  },
  { what: 'transactions', why: 'They are public, on the chain: each payment names its own.' },
] as const;

interface Who {
  readonly worker: WorkerRecord;
  readonly person: Person;
}

/** All that is known of a worker, as the text of one JSON document, page by page. */
export async function* workerDocument(options: GatewayOptions, who: Who): AsyncGenerator<string> {
  const { clock, explorerUrl, withdrawals, appeals, leavings, people, pools, pushes } = options;
  const { worker, person } = who;
  const { workerId } = worker;
  const account = await accountParts(options, who);
  const [sessions, known, ofPools, told] = await Promise.all([
    people.sessions(person),
    leavings.work.known(person),
    pools.of(workerId),
    pushes.of(workerId),
  ]);
  const about = {
    document: 'worker',
    worker_id: workerId,
    made_at: rfc3339(clock.nowMs()),
    left_out: leftOut,
  };
  const parts: Readonly<Record<string, unknown>> = {
    about,
    account: workerReply(worker, account),
    sign_in: {
      email_verified_at: rfc3339OrNull(person.verifiedAtMs ?? null),
      devices_remembered: person.devices.length,
    },
    sessions: sessions.map(sessionPart),
    mails: known.mails.map(mailPart),
    links_in_mails: known.links.map(linkPart),
    networks: known.places.map(placePart),
    linked_accounts: known.linked.map((kinds) =>
      Object.entries(kinds).map(([kind, sinceMs]) => ({ kind, since: rfc3339(sinceMs) })),
    ),
    answering: known.answering,
    pools: ofPools.map(({ organisation, sinceMs }) => ({ organisation, since: rfc3339(sinceMs) })),
    labels: labels(options, workerId),
    earnings: earnings(options, workerId, account.held?.firstId ?? null),
    withdrawals: movements(options, workerId),
    forfeits: forfeitsReply(await withdrawals.forfeits(workerId, forfeitsMax), worker, explorerUrl).data,
    appeals: pages(
      (before) => appeals.of(workerId, { limit: pageMax, before }),
      ({ appealId }) => appealId,
      (appeal) => appealReply(appeal, appeals.assignmentOf(appeal)),
    ),
    practice: pages(
      (after) => options.practice.of(workerId, { limit: pageMax, after }),
      ({ question }) => question,
      practicePart,
    ),
    told_of_work: told.devices.map(pushDevicePart),
    trail: trailEntries(options, workerId),
    reports: pages(
      (after) => leavings.work.reports(workerId, { limit: pageMax, after }),
      ({ reportId }) => reportId,
      reportPart,
    ),
  };
  yield* documentText(parts);
}

async function* labels(
  { history, media, explorerUrl, rewardSats, feePercent }: GatewayOptions,
  workerId: string,
): AsyncGenerator<unknown> {
  const told = { explorerUrl, price: { payoutSats: rewardSats, feePercent }, reachMs: media.reachMs };
  for (let cursor: string | null = null; ; ) {
    const page = await history.of(workerId, { limit: pageMax, cursor });
    for (const item of page?.items ?? []) yield historyReply(item, told);
    cursor = page?.nextCursor ?? null;
    if (cursor === null) return;
  }
}

async function* earnings(
  { workers, explorerUrl }: GatewayOptions,
  workerId: string,
  pendingFrom: string | null,
): AsyncGenerator<unknown> {
  yield* pages(
    (before) => workers.earnings(workerId, { limit: pageMax, before }),
    ({ settlementId }) => settlementId,
    (one) => earningsReply([one], 1, { explorerUrl, pendingFrom }).data[0],
  );
}

async function* movements(
  { withdrawals, explorerUrl }: GatewayOptions,
  workerId: string,
): AsyncGenerator<unknown> {
  yield* pages(
    (before) => withdrawals.list(workerId, { limit: pageMax, before }),
    ({ withdrawalId }) => withdrawalId,
    (one) => withdrawalsReply([one], 1, explorerUrl).data[0],
  );
}

function reportPart({ reason, note, reportedAtMs, verdict }: ReportRecord) {
  return {
    reason,
    note,
    reported_at: rfc3339(reportedAtMs),
    verdict: verdict?.kind ?? null,
    decided_at: rfc3339OrNull(verdict?.atMs ?? null),
  };
}

function practicePart({ question, begunAtMs, items, answers, best, endedAtMs }: PracticeRecord) {
  return {
    question_id: questionId(question),
    begun_at: rfc3339(begunAtMs),
    items: items.length,
    answers: answers.map(({ isRight, atMs }) => ({ right: isRight, at: rfc3339(atMs) })),
    best,
    ended_at: rfc3339OrNull(endedAtMs),
  };
}
