import { type ConnectionOptions, checkedToken, connectionOf } from '../connection.ts';
import type {
  Appeal,
  Appeals,
  Assignment,
  Assignments,
  AuditLogPage,
  Confirmed,
  Deletion,
  Earnings,
  Forfeits,
  GetItemQuery,
  GiveLabels,
  HeldAssignments,
  History,
  InvitedTo,
  LabelAccepted,
  LabelOutcomes,
  LabelValue,
  ListAppealsQuery,
  ListAssignmentsQuery,
  ListEarningsQuery,
  ListHistoryQuery,
  ListWithdrawalsQuery,
  ListWorkerAuditLogQuery,
  LogIn,
  NextWork,
  OpenAppeal,
  QuestionPage,
  RegisterWorker,
  Reported,
  ReportItem,
  SetProfile,
  SetWallet,
  StoppedWallet,
  Withdrawal,
  Withdrawals,
  Worker,
  WorkerPool,
  WorkerPools,
  WorkerSession,
} from '../contract.ts';
import { Factors } from '../people/factors.ts';
import { OwnAccount } from '../people/own-account.ts';
import type { ItemBlob } from '../transport/item-blob.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import { WorkerPush } from './push.ts';

/** The item of an assignment. */
export interface WorkItem {
  readonly content: ItemBlob;
  /** Says that you fetched it: give it with the label. Null: the gateway is of a version that asks for none. */
  readonly itemToken: string | null;
}

export interface LabelOptions extends CallOptions {
  /** Of the item, or of its `ItemNotShownError`. */
  readonly itemToken?: string | null | undefined;
}

export interface WorkerClientOptions extends ConnectionOptions {
  /** A session's, as `register` and `logIn` give it. Default: none; a page has the session's cookie. */
  readonly token?: string | null | undefined;
}

type NextOptions = CallOptions & { readonly question?: string | undefined };
type QuestionsQuery = Omit<ListAssignmentsQuery, 'questions'>;
const pathOf = (assignmentId: string): string => `/v1/work/${encodeURIComponent(assignmentId)}`;

/** The client for workers: their account, what they are offered, what they earn. It fails as ASGGatewayClient does. */
export class ASGWorkerClient extends OwnAccount {
  readonly factors: Factors<WorkerSession>;
  readonly push: WorkerPush;
  readonly #transport: Transport;

  constructor(options: WorkerClientOptions = {}) {
    const transport = connectionOf(options, checkedToken(options.token ?? null, 'token'));
    super(transport, '/v1/workers');
    this.factors = new Factors(transport, '/v1/workers');
    this.push = new WorkerPush(transport);
    this.#transport = transport;
  }

  /** The gateway's time, ms since 1970, to within a second, by its last answer: leases end by that clock. */
  serverNowMs(): number {
    return this.#transport.serverNowMs();
  }

  /** A new account, and a session of it. The profile is still to be set. */
  register(worker: RegisterWorker, { signal }: CallOptions = {}): Promise<WorkerSession> {
    return this.#transport.json({ method: 'POST', path: '/v1/workers', body: worker, signal });
  }

  /** Throws a `CodeWantedError` where the account has a second factor. */
  logIn(credentials: LogIn, { signal }: CallOptions = {}): Promise<WorkerSession> {
    return this.#transport.json({ method: 'POST', path: '/v1/workers/login', body: credentials, signal });
  }

  /** Ends this session. */
  logOut({ signal }: CallOptions = {}): Promise<void> {
    return this.#transport.json({ method: 'POST', path: '/v1/workers/logout', repeatable: true, signal });
  }

  me({ signal }: CallOptions = {}): Promise<Worker> {
    return this.#transport.get('/v1/workers/me', { signal });
  }

  /** The link to confirm the e-mail, once more. */
  async sendVerification({ signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json({ method: 'POST', path: '/v1/workers/me/email/verification', signal });
  }

  /** Whose invitation a link is: `token` is what stands behind its #. */
  invitation(token: string, { signal }: CallOptions = {}): Promise<InvitedTo> {
    const path = '/v1/workers/invitation';
    return this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  /** Labels for the organisation as one of its own people from now on. */
  joinPool(token: string, { signal }: CallOptions = {}): Promise<WorkerPool> {
    const path = '/v1/workers/me/pools';
    return this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  /** Organisations that they label for as one of their own people. */
  async pools({ signal }: CallOptions = {}): Promise<readonly WorkerPool[]> {
    return (await this.#transport.get<WorkerPools>('/v1/workers/me/pools', { signal })).data;
  }

  async leavePool(poolId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/workers/me/pools/${encodeURIComponent(poolId)}`;
    await this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** All that is known of you, as the bytes of one JSON document. 403: send your password, or log in again. */
  exportData(confirmed: Confirmed = {}, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = '/v1/workers/me/export';
    return this.#transport.stream({ method: 'POST', path, body: confirmed, repeatable: true, signal });
  }

  /** Has the account deleted, in 14 days. A log-in takes it back, and so does `keepAccount`. 403 as above. */
  deleteAccount(confirmed: Confirmed = {}, { signal }: CallOptions = {}): Promise<Deletion> {
    const path = '/v1/workers/me/deletion';
    return this.#transport.json({ method: 'POST', path, body: confirmed, repeatable: true, signal });
  }

  /** The account is not deleted after all. `token`: what stands behind the # of the link in the mail; else by this session. */
  async keepAccount(token: string | null = null, { signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json(
      token === null
        ? { method: 'DELETE', path: '/v1/workers/me/deletion', repeatable: true, signal }
        : {
            method: 'POST',
            path: '/v1/deletion/take-back',
            body: { token },
            repeatable: true,
            signal,
          },
    );
  }

  setProfile(profile: SetProfile, { signal }: CallOptions = {}): Promise<Worker> {
    const path = '/v1/workers/me/profile';
    return this.#transport.json({ method: 'PUT', path, body: profile, repeatable: true, signal });
  }

  setWallet(wallet: SetWallet, { signal }: CallOptions = {}): Promise<Worker> {
    const path = '/v1/workers/me/wallet';
    return this.#transport.json({ method: 'PUT', path, body: wallet, repeatable: true, signal });
  }

  /** What waits does not come into force. */
  dropWallet({ signal }: CallOptions = {}): Promise<Worker> {
    const path = '/v1/workers/me/wallet/pending';
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** By what stands behind the # of the link in the mail that told of a new wallet: it is not theirs. Ends every session. */
  stopWallet(token: string, { signal }: CallOptions = {}): Promise<StoppedWallet> {
    const path = '/v1/workers/wallet/stop';
    return this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  removeWallet({ signal }: CallOptions = {}): Promise<Worker> {
    const path = '/v1/workers/me/wallet';
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** Moves what is held to the wallet. 409 where there is no wallet, or nothing is in a block yet. */
  withdraw({ signal }: CallOptions = {}): Promise<Withdrawal> {
    return this.#transport.json({ method: 'POST', path: '/v1/workers/me/withdraw', signal });
  }

  /** One page, the newest first; so are the lists that follow. */
  withdrawals(query: ListWithdrawalsQuery = {}, { signal }: CallOptions = {}): Promise<Withdrawals> {
    return this.#transport.get('/v1/workers/me/withdrawals', { query, signal });
  }

  /** What was held and went back to those who paid it, because the account was suspended before it was the worker's; the latest 20. */
  forfeits({ signal }: CallOptions = {}): Promise<Forfeits> {
    return this.#transport.get('/v1/workers/me/forfeits', { signal });
  }

  /** Payments; with `summary` also how all of your pay stands, and what an hour earns. */
  earnings(query: ListEarningsQuery = {}, { signal }: CallOptions = {}): Promise<Earnings> {
    return this.#transport.get('/v1/workers/me/earnings', { query, signal });
  }

  /** Labels, and what became of each. */
  history(query: ListHistoryQuery = {}, { signal }: CallOptions = {}): Promise<History> {
    return this.#transport.get('/v1/workers/me/history', { query, signal });
  }

  /** What happened to your account: log-ins, changes of password, e-mail, wallet and profile. One page, the newest first. */
  auditLog(query: ListWorkerAuditLogQuery = {}, { signal }: CallOptions = {}): Promise<AuditLogPage> {
    return this.#transport.get('/v1/workers/me/audit-log', { query, signal });
  }

  openAppeal(appeal: OpenAppeal, { signal }: CallOptions = {}): Promise<Appeal> {
    return this.#transport.json({ method: 'POST', path: '/v1/workers/me/appeals', body: appeal, signal });
  }

  appeals(query: ListAppealsQuery = {}, { signal }: CallOptions = {}): Promise<Appeals> {
    return this.#transport.get('/v1/workers/me/appeals', { query, signal });
  }

  /** Up to `count` (1 to 20) tasks to label; none where nothing waits. `question`: those of this question first. */
  next(count: number, { signal, question }: NextOptions = {}): Promise<readonly Assignment[]> {
    return this.#taken({ count, ...(question !== undefined && { question }) }, signal);
  }

  /** Questions that can be practised, and chosen. A page may have fewer than `limit`, and go on. */
  async questions(query: QuestionsQuery = {}, { signal }: CallOptions = {}): Promise<QuestionPage> {
    const call = { query: { ...query, questions: true }, signal };
    const { questions } = await this.#transport.get<HeldAssignments>('/v1/work/assignments', call);
    return questions ?? { data: [], next_cursor: null };
  }

  /** Items of a question's practice: label them as tasks, and `label` says whether it was right. None where the round is over. */
  practice(question: string, count: number, { signal }: CallOptions = {}): Promise<readonly Assignment[]> {
    return this.#taken({ count, practice: question }, signal);
  }

  async #taken(body: NextWork, signal: AbortSignal | undefined): Promise<readonly Assignment[]> {
    const call = { method: 'POST', path: '/v1/work/next', body, signal } as const;
    return (await this.#transport.json<Assignments | undefined>(call))?.assignments ?? [];
  }

  /** What this worker holds, under the ids of the claim, the lease that ends first before others: after a reload, go on with these. */
  async assignments({ signal }: CallOptions = {}): Promise<readonly Assignment[]> {
    return (await this.#transport.get<HeldAssignments>('/v1/work/assignments', { signal })).assignments;
  }

  /**
   * The image or text to label, also for a week after. An `ItemNotShownError` where it cannot be shown, and says why. `size`:
   * `thumbnail` is a small picture, with no token.
   */
  async item(
    assignmentId: string,
    { size, item, signal }: CallOptions & GetItemQuery = {},
  ): Promise<WorkItem> {
    const path = `${pathOf(assignmentId)}/data`;
    const call = { method: 'GET', path, query: { size, item }, repeatable: true, signal } as const;
    const [content, itemToken] = await this.#transport.itemWith(call, 'x-item-token');
    return { content, itemToken };
  }

  /**
   * Final. 410 after the lease or once the task is closed, 409 if another label was given. Fetch the item first, and give its token:
   * a label without earns no trust. A text is one of the options; a `{ value }` is for assignments of a kind other than choice.
   */
  label(
    assignmentId: string,
    label: string | { readonly value: LabelValue },
    { itemToken, signal }: LabelOptions = {},
  ): Promise<LabelAccepted> {
    const path = `${pathOf(assignmentId)}/label`;
    const given = typeof label === 'string' ? { label } : { value: label.value };
    const body = { ...given, item_token: itemToken ?? undefined };
    return this.#transport.json({ method: 'POST', path, body, repeatable: true, signal });
  }

  /** Up to 100 at once, an outcome for each. */
  labels(labels: GiveLabels['labels'], { signal }: CallOptions = {}): Promise<LabelOutcomes> {
    const path = '/v1/work/labels';
    return this.#transport.json({ method: 'POST', path, body: { labels }, repeatable: true, signal });
  }

  /** Reports an item that should not be shown, or not like this. The task stays the worker's. */
  report(assignmentId: string, report: ReportItem, { signal }: CallOptions = {}): Promise<Reported> {
    const path = `${pathOf(assignmentId)}/report`;
    return this.#transport.json({ method: 'POST', path, body: report, repeatable: true, signal });
  }

  /** Passes on a task: it is never offered to this worker again. `reason` is for the operator. */
  async skip(assignmentId: string, reason?: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `${pathOf(assignmentId)}/skip`;
    await this.#transport.json({ method: 'POST', path, body: { reason }, repeatable: true, signal });
  }
}
