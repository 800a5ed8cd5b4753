import { answerText, anyTask, type CustomerRecord, type StoredJob, type Task } from '@asg/domain';
import { balanceReply, lineReply } from '../billing/balance-replies.ts';
import { detailsReply } from '../billing/invoice-replies.ts';
import { invoiceReply } from '../billing/replies.ts';
import { depositReply } from '../deposits/replies.ts';
import { jobReply } from '../jobs/replies.ts';
import type { GatewayOptions } from '../options.ts';
import { Refusal } from '../refusals/refusal.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { ownModelReply } from '../runners/replies.ts';
import { taskReply } from '../tasks/replies.ts';
import { resultReply } from '../tasks/result-replies.ts';
import { webhookReply } from '../webhooks/replies.ts';
import { pageMax, pages } from './document.ts';
import { trailEntries } from './parts.ts';

const leftOut = [
  {
    what: 'API keys, secrets of webhooks, keys of models',
    why: 'Only hashes of them are stored, or they are sealed.',
  },
  { what: 'the bytes of items', why: 'You have them, or fetch them by their sha256 at /v1/assets.' },
  {
    what: 'who labelled what',
    why: 'Workers are people of their own. How your own people work is in own_people.',
  },
  { what: 'what is known of your members beside their role', why: 'Each takes their own data along.' },
  { what: 'logs and backups of the server', why: 'Backups are copies of what is here.' },
] as const;

/** All that is known of an organisation: a JSON document a line, each with its part, page by page. */
export async function* organisationDocument(
  options: GatewayOptions,
  customer: CustomerRecord,
): AsyncGenerator<string> {
  const { balances, clock, customers, ownModels, teams, webhooks } = options;
  const { customerId } = customer;
  const report = await balances.of(customerId);
  const [members, invitations] = await Promise.all([
    teams.members(customerId),
    teams.invitations(customerId),
  ]);
  const parts: Readonly<Record<string, AsyncIterable<unknown> | readonly object[]>> = {
    about: [
      {
        document: 'organisation',
        customer_id: customerId,
        made_at: rfc3339(clock.nowMs()),
        left_out: leftOut,
      },
    ],
    account: [
      {
        customer_id: customerId,
        name: customer.name,
        email: customer.email,
        tier: customer.tier,
        suspended: customer.suspended,
        created_at: rfc3339(customer.createdAtMs),
      },
    ],
    members: members.map(({ member: { personId, role, sinceMs }, email }) => ({
      person_id: personId,
      email,
      role,
      since: rfc3339(sinceMs),
    })),
    invitations: invitations.map(({ email, role, createdAtMs }) => ({
      email,
      role,
      created_at: rfc3339(createdAtMs),
    })),
    keys: (await customers.keys(customerId)).map(
      ({ keyId, name, hint, scopes, createdAtMs, expiresAtMs }) => ({
        key_id: keyId,
        name: name ?? null,
        hint,
        scopes: scopes ?? null,
        created_at: rfc3339(createdAtMs),
        expires_at: rfc3339OrNull(expiresAtMs ?? null),
      }),
    ),
    webhooks: (await webhooks.list(customerId)).map((one) => webhookReply(one, clock.nowMs())),
    models: (await ownModels.list(customerId)).map((one) => ownModelReply(one, clock.nowMs())),
    own_people: ownPeople(options, customerId),
    billing_details: [detailsReply(await options.billing.details(customerId))],
    balance: report === null ? [] : [balanceReply(report)],
    statement: statement(options, customerId),
    invoices: pages(
      (before) => options.billing.invoices(customerId, { limit: pageMax, before }),
      ({ month }) => month,
      invoiceReply,
    ),
    deposits: deposits(options, customerId),
    items: pages(
      (before) => options.assets.list(customerId, { limit: pageMax, before }),
      (asset) => options.assets.cursorOf(asset),
      ({ sha256, contentType, bytes, createdAtMs }) => ({
        sha256,
        content_type: contentType,
        bytes,
        created_at: rfc3339(createdAtMs),
      }),
    ),
    gold: pages(
      (before) => options.gold.list({ owner: customerId, limit: pageMax, before }),
      ({ gold }) => gold.goldId,
      ({ gold, retiredAtMs }) => ({
        gold_id: gold.goldId,
        task_type: gold.type,
        data_url: gold.dataUrl,
        label_spec: gold.labelSpec,
        answer: answerText(gold, gold.answer),
        retired_at: rfc3339OrNull(retiredAtMs),
      }),
    ),
    jobs: pages(
      (before) => options.jobs.list(customerId, { limit: pageMax, before }),
      ({ job }) => job.jobId,
      (stored) => jobPart(options, stored),
    ),
    tasks: tasks(options, customerId),
    trail: trailEntries(options, customerId),
  };
  for (const [part, items] of Object.entries(parts))
    for await (const item of items) yield `${JSON.stringify(Object.assign({ part }, item))}\n`;
}

function jobPart({ jobs }: GatewayOptions, stored: StoredJob) {
  const { job } = stored;
  return {
    ...jobReply(stored, 0, jobs.etaSeconds(stored), jobs.labelAttribute(job), jobs.policy(job)),
    manifest_url: job.manifestUrl,
    callback_url: job.callbackUrl,
    label_spec: job.labelSpec,
  };
}

async function* tasks(
  { taskList, explorerUrl }: GatewayOptions,
  customerId: string,
): AsyncGenerator<unknown> {
  for await (const page of taskList.pages(customerId, anyTask))
    for (const task of page)
      yield { ...taskReply(task), batch_id: task.batchId, result: resultOf(task, explorerUrl) };
}

function resultOf(task: Task, explorerUrl: GatewayOptions['explorerUrl']): unknown {
  const answer = resultReply(task, { explorerUrl, withUnits: true });
  return answer instanceof Refusal || answer.status !== 200 ? null : answer.body;
}

async function* statement({ balances }: GatewayOptions, customerId: string): AsyncGenerator<unknown> {
  for await (const lines of balances.pages(customerId)) for (const line of lines) yield lineReply(line);
}

async function* ownPeople({ pools }: GatewayOptions, customerId: string): AsyncGenerator<unknown> {
  yield* pages(
    (after) => pools.people(customerId, { limit: pageMax, after }),
    ({ member }) => member.workerId,
    ({ member, displayName, labels }) => ({
      worker_id: member.workerId,
      display_name: displayName,
      since: rfc3339(member.sinceMs),
      labels,
    }),
  );
}

async function* deposits(options: GatewayOptions, customerId: string): AsyncGenerator<unknown> {
  const { deposits: kept, network, explorerUrl } = options;
  const shown = { network, rules: kept.rules, explorerUrl };
  yield* pages(
    (before) => kept.list(customerId, { limit: pageMax, before }),
    ({ deposit }) => deposit.depositId,
    (report) => depositReply(report, shown),
  );
}
