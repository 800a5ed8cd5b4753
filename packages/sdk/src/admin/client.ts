import { type ConnectionOptions, checkedToken, connectionOf } from '../connection.ts';
import type {
  AdminAppeal,
  AdminAppeals,
  AdminCustomer,
  AdminCustomers,
  AdminGetConfusionQuery,
  AdminGetStatementQuery,
  AdminGetVitalsQuery,
  AdminListAppealsQuery,
  AdminListCustomersQuery,
  AdminListMoneyQuery,
  AdminListReportsQuery,
  AdminListWorkerLabelsQuery,
  AdminListWorkersQuery,
  AdminReport,
  AdminReports,
  AdminWorker,
  AdminWorkerLabels,
  AdminWorkers,
  AnswerAppeal,
  AuditReport,
  Balance,
  ChangeCustomer,
  ChangedCustomer,
  CustomersMoney,
  DecideReport,
  DecisionAudit,
  GrantedSats,
  GrantSats,
  Queues,
  SecondFactorEnd,
  Statement,
  Vitals,
  WorkerConfusions,
  WorkerPay,
  WorkerTrust,
} from '../contract.ts';
import { environmentVariable, randomHex } from '../transport/environment.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import { AccountAdmin } from './accounts.ts';
import { AuditLogAdmin } from './audit-log.ts';
import { Gold } from './gold.ts';
import { OperatorAdmin } from './operators.ts';
import { Refunds, Seller } from './refunds.ts';
import { Settlements, Treasury } from './settlement.ts';
import { AdminTasks } from './tasks.ts';

/** No audit is known to take a day; timers of the platform end at 24 days. */
const auditMsMax = 86_400_000;

export interface AdminClientOptions extends ConnectionOptions {
  /** Default: `ASG_ADMIN_TOKEN` of the environment. A page of the Console has the session's cookie. */
  readonly token?: string | null | undefined;
}

/** The client for who runs a gateway. It fails as ASGGatewayClient does. */
export class ASGAdminClient {
  readonly customers: CustomerAdmin;
  readonly workers: WorkerAdmin;
  readonly appeals: AppealAdmin;
  readonly reports: ReportAdmin;
  readonly settlements: Settlements;
  readonly treasury: Treasury;
  readonly refunds: Refunds;
  readonly seller: Seller;
  readonly gold: Gold;
  readonly tasks: AdminTasks;
  readonly auditLog: AuditLogAdmin;
  readonly operators: OperatorAdmin;
  readonly people: PeopleAdmin;
  readonly accounts: AccountAdmin;
  readonly #transport: Transport;

  constructor(options: AdminClientOptions = {}) {
    const { token = environmentVariable('ASG_ADMIN_TOKEN') } = options;
    const transport = connectionOf(options, checkedToken(token, 'token'));
    this.#transport = transport;
    this.customers = new CustomerAdmin(transport);
    this.workers = new WorkerAdmin(transport);
    this.appeals = new AppealAdmin(transport);
    this.reports = new ReportAdmin(transport);
    this.settlements = new Settlements(transport);
    this.treasury = new Treasury(transport);
    this.refunds = new Refunds(transport);
    this.seller = new Seller(transport);
    this.gold = new Gold(transport);
    this.tasks = new AdminTasks(transport);
    this.auditLog = new AuditLogAdmin(transport);
    this.operators = new OperatorAdmin(transport);
    this.people = new PeopleAdmin(transport);
    this.accounts = new AccountAdmin(transport);
  }

  /** What waits, and for how long. */
  queues({ signal }: CallOptions = {}): Promise<Queues> {
    return this.#transport.get('/v1/admin/queues', { signal });
  }

  /** How the server was in the last hours, 24 at most. */
  vitals(query: AdminGetVitalsQuery = {}, { signal }: CallOptions = {}): Promise<Vitals> {
    return this.#transport.get('/v1/admin/vitals', { query, signal });
  }

  /** Whether what is stored about money agrees with itself. Waits up to a day; not begun again after a lost answer. */
  audit({ signal }: CallOptions = {}): Promise<AuditReport> {
    return this.#transport.json({ method: 'GET', path: '/v1/admin/audit', waitMs: auditMsMax, signal });
  }

  /** Whether each decision follows from its labels. Waits up to a day; not begun again after a lost answer. */
  auditDecisions({ signal }: CallOptions = {}): Promise<DecisionAudit> {
    const path = '/v1/admin/audit/decisions';
    return this.#transport.json({ method: 'GET', path, waitMs: auditMsMax, signal });
  }
}

class CustomerAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  page(query: AdminListCustomersQuery = {}, { signal }: CallOptions = {}): Promise<AdminCustomers> {
    return this.#transport.get('/v1/admin/customers', { query, signal });
  }

  /** By their money, those who spent the most first. */
  money(query: AdminListMoneyQuery = {}, { signal }: CallOptions = {}): Promise<CustomersMoney> {
    return this.#transport.get('/v1/admin/money', { query, signal });
  }

  get(customerId: string, { signal }: CallOptions = {}): Promise<AdminCustomer> {
    return this.#transport.get(`/v1/admin/customers/${encodeURIComponent(customerId)}`, { signal });
  }

  /** Not sent again after a lost answer: quota could be added twice, and a key is shown once. */
  change(customerId: string, change: ChangeCustomer, { signal }: CallOptions = {}): Promise<ChangedCustomer> {
    const path = `/v1/admin/customers/${encodeURIComponent(customerId)}`;
    return this.#transport.json({ method: 'PATCH', path, body: change, signal });
  }

  /** What a customer can spend now. */
  balance(customerId: string, { signal }: CallOptions = {}): Promise<Balance> {
    const path = `/v1/admin/customers/${encodeURIComponent(customerId)}/balance`;
    return this.#transport.get(path, { signal });
  }

  statementPage(
    customerId: string,
    query: AdminGetStatementQuery = {},
    { signal }: CallOptions = {},
  ): Promise<Statement> {
    const path = `/v1/admin/customers/${encodeURIComponent(customerId)}/statement`;
    return this.#transport.get(path, { query, signal });
  }

  /** A customer's whole statement as the bytes of a CSV file, with a header line. */
  statementCsv(customerId: string, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = `/v1/admin/customers/${encodeURIComponent(customerId)}/statement.csv`;
    return this.#transport.stream({ method: 'GET', path, repeatable: true, signal });
  }

  /** Gives a customer satoshis. Sent again after a lost answer, it is given once: under a key of its own, or yours. */
  grant(customerId: string, grant: GrantSats, { signal }: CallOptions = {}): Promise<GrantedSats> {
    const path = `/v1/admin/customers/${encodeURIComponent(customerId)}/grants`;
    const body = { ...grant, idempotency_key: grant.idempotency_key ?? `auto-${randomHex()}` };
    return this.#transport.json({ method: 'POST', path, body, repeatable: true, signal });
  }
}

class WorkerAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  page(query: AdminListWorkersQuery = {}, { signal }: CallOptions = {}): Promise<AdminWorkers> {
    return this.#transport.get('/v1/admin/workers', { query, signal });
  }

  get(workerId: string, { signal }: CallOptions = {}): Promise<AdminWorker> {
    return this.#transport.get(`/v1/admin/workers/${encodeURIComponent(workerId)}`, { signal });
  }

  /** What is known of a worker for a customer's tasks: by the customer's own evidence too, which bears on no other's. */
  trust(workerId: string, customerId: string, { signal }: CallOptions = {}): Promise<WorkerTrust> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/trust/${encodeURIComponent(customerId)}`;
    return this.#transport.get(path, { signal });
  }

  /** What is held of a worker's pay, why and until when, and what was forfeited. */
  pay(workerId: string, { signal }: CallOptions = {}): Promise<WorkerPay> {
    return this.#transport.get(`/v1/admin/workers/${encodeURIComponent(workerId)}/pay`, { signal });
  }

  /** What they answered, the newest first, with what others did. That it was read is entered in the trail. */
  labels(
    workerId: string,
    query: AdminListWorkerLabelsQuery = {},
    { signal }: CallOptions = {},
  ): Promise<AdminWorkerLabels> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/labels`;
    return this.#transport.get(path, { query, signal });
  }

  /** How often a worker gave which answer where another was right. */
  confusion(
    workerId: string,
    query: AdminGetConfusionQuery = {},
    { signal }: CallOptions = {},
  ): Promise<WorkerConfusions> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/confusion`;
    return this.#transport.get(path, { query, signal });
  }

  /** The worker reads the reason. */
  suspend(workerId: string, reason: string, { signal }: CallOptions = {}): Promise<AdminWorker> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/suspend`;
    return this.#transport.json({ method: 'POST', path, body: { reason }, repeatable: true, signal });
  }

  reinstate(workerId: string, { signal }: CallOptions = {}): Promise<AdminWorker> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/reinstate`;
    return this.#transport.json({ method: 'POST', path, repeatable: true, signal });
  }

  /** The worker and the other account, a worker or a customer, are different people: no evidence links them any more. */
  dissolveLink(workerId: string, accountId: string, { signal }: CallOptions = {}): Promise<AdminWorker> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/links/${encodeURIComponent(accountId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** For one who lost phone and recovery codes: their password is enough from `ends_at` on, unless they give a code before. */
  endSecondFactor(workerId: string, { signal }: CallOptions = {}): Promise<SecondFactorEnd> {
    const path = `/v1/admin/workers/${encodeURIComponent(workerId)}/second-factor/end`;
    return this.#transport.json({ method: 'POST', path, repeatable: true, signal });
  }
}

class PeopleAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The same of somebody of the Console, by their e-mail. */
  endSecondFactor(email: string, { signal }: CallOptions = {}): Promise<SecondFactorEnd> {
    const path = '/v1/admin/people/second-factor/end';
    return this.#transport.json({ method: 'POST', path, body: { email }, repeatable: true, signal });
  }
}

class ReportAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Items that workers reported and that wait; with `customer_id` all of that customer's. */
  page(query: AdminListReportsQuery = {}, { signal }: CallOptions = {}): Promise<AdminReports> {
    return this.#transport.get('/v1/admin/reports', { query, signal });
  }

  /** The first verdict stands. */
  decide(
    reportId: string,
    verdict: DecideReport['verdict'],
    { signal }: CallOptions = {},
  ): Promise<AdminReport> {
    const path = `/v1/admin/reports/${encodeURIComponent(reportId)}/decide`;
    return this.#transport.json({ method: 'POST', path, body: { verdict }, repeatable: true, signal });
  }
}

class AppealAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  page(query: AdminListAppealsQuery = {}, { signal }: CallOptions = {}): Promise<AdminAppeals> {
    return this.#transport.get('/v1/admin/appeals', { query, signal });
  }

  answer(appealId: string, answer: AnswerAppeal, { signal }: CallOptions = {}): Promise<AdminAppeal> {
    const path = `/v1/admin/appeals/${encodeURIComponent(appealId)}/answer`;
    return this.#transport.json({ method: 'POST', path, body: answer, signal });
  }
}
