import type { MailRecord, Person, ReportRecord, WorkerRecord } from '@asg/domain';
import { accountParts } from '../accounts/account-parts.ts';
import { workerReply } from '../accounts/worker-replies.ts';
import type { GatewayOptions } from '../options.ts';
import { earningsReply, forfeitsReply, withdrawalsReply } from '../payouts/replies.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { entryReply } from '../trail/replies.ts';
import { appealReply, historyReply } from '../trust/appeal-replies.ts';

const pageMax = 100;
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
  { what: 'transactions', why: 'They are public, on the chain: each payment names its own.' },
] as const;

interface Who {
  readonly worker: WorkerRecord;
  readonly person: Person;
}

/** All that is known of a worker, as the text of one JSON document, page by page. */
export async function* workerDocument(options: GatewayOptions, who: Who): AsyncGenerator<string> {
  const { clock, explorerUrl, withdrawals, appeals, leaving, people, pools } = options;
  const { worker, person } = who;
  const { workerId } = worker;
  const account = await accountParts(options, who);
  const [sessions, known, ofPools] = await Promise.all([
    people.sessions(person),
    leaving.known(person),
    pools.of(workerId),
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
    sessions: sessions.map(({ device, network, openedAtMs, expiresAtMs }) => ({
      device,
      network,
      opened_at: rfc3339(openedAtMs),
      expires_at: rfc3339(expiresAtMs),
    })),
    mails: known.mails.map(mailPart),
    links_in_mails: known.links.map(({ purpose, email, expiresAtMs }) => ({
      purpose,
      email,
      expires_at: rfc3339(expiresAtMs),
    })),
    networks: known.places.map(({ range, atMs }) => ({ range, at: rfc3339(atMs) })),
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
    trail: trailEntries(options, workerId),
    reports: pages(
      (after) => leaving.reports(workerId, { limit: pageMax, after }),
      ({ reportId }) => reportId,
      reportPart,
    ),
  };
  let separator = '{';
  for (const [name, part] of Object.entries(parts)) {
    yield `${separator}\n${JSON.stringify(name)}: `;
    separator = ',';
    if (isStream(part)) yield* arrayText(part);
    else yield JSON.stringify(part);
  }
  yield '\n}\n';
}

function isStream(part: unknown): part is AsyncIterable<unknown> {
  return typeof part === 'object' && part !== null && Symbol.asyncIterator in part;
}

async function* arrayText(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '[';
  for await (const item of items) {
    yield `${separator}\n${JSON.stringify(item)}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

async function* pages<Item>(
  read: (edge: string | null) => Promise<readonly Item[]>,
  placeOf: (item: Item) => string,
  part: (item: Item) => unknown,
): AsyncGenerator<unknown> {
  for (let edge: string | null = null; ; ) {
    const page = await read(edge);
    for (const item of page) yield part(item);
    const last = page.at(-1);
    if (last === undefined || page.length < pageMax) return;
    edge = placeOf(last);
  }
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

async function* trailEntries({ trailReader }: GatewayOptions, workerId: string): AsyncGenerator<unknown> {
  for await (const entries of trailReader.pages(workerId, {}))
    for (const entry of entries) yield entryReply(entry, 'owner');
}

function mailPart({ to, template, language, values, state, createdAtMs, endedAtMs }: MailRecord) {
  const { personId: _, ...told } = values;
  return {
    to,
    about: template,
    language,
    values: told,
    state,
    created_at: rfc3339(createdAtMs),
    ended_at: rfc3339OrNull(endedAtMs),
  };
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
