import { type ConnectionOptions, checkedToken, connectionOf } from '../connection.ts';
import type {
  AdminAppeal,
  AdminAppeals,
  AdminCustomer,
  AdminCustomers,
  AdminGetConfusionQuery,
  AdminListAppealsQuery,
  AdminListCustomersQuery,
  AdminListWorkersQuery,
  AdminWorker,
  AdminWorkers,
  AnswerAppeal,
  AuditReport,
  ChangeCustomer,
  ChangedCustomer,
  DecisionAudit,
  Queues,
  WorkerConfusions,
} from '../contract.ts';
import { environmentVariable } from '../transport/environment.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import { Gold } from './gold.ts';
import { Settlements, Treasury } from './settlement.ts';

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
  readonly settlements: Settlements;
  readonly treasury: Treasury;
  readonly gold: Gold;
  readonly #transport: Transport;

  constructor(options: AdminClientOptions = {}) {
    const { token = environmentVariable('ASG_ADMIN_TOKEN') } = options;
    const transport = connectionOf(options, checkedToken(token, 'token'));
    this.#transport = transport;
    this.customers = new CustomerAdmin(transport);
    this.workers = new WorkerAdmin(transport);
    this.appeals = new AppealAdmin(transport);
    this.settlements = new Settlements(transport);
    this.treasury = new Treasury(transport);
    this.gold = new Gold(transport);
  }

  /** What waits, and for how long. */
  queues({ signal }: CallOptions = {}): Promise<Queues> {
    return this.#transport.get('/v1/admin/queues', { signal });
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

  get(customerId: string, { signal }: CallOptions = {}): Promise<AdminCustomer> {
    return this.#transport.get(`/v1/admin/customers/${encodeURIComponent(customerId)}`, { signal });
  }

  /** Not sent again after a lost answer: quota could be added twice, and a key is shown once. */
  change(customerId: string, change: ChangeCustomer, { signal }: CallOptions = {}): Promise<ChangedCustomer> {
    const path = `/v1/admin/customers/${encodeURIComponent(customerId)}`;
    return this.#transport.json({ method: 'PATCH', path, body: change, signal });
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
