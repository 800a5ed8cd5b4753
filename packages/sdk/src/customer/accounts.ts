import type {
  Accuracy,
  ApiKey,
  ApiKeys,
  Balance,
  BalanceLimits,
  BillingDetails,
  CreatedKey,
  CreateKey,
  Customer,
  Disagreements,
  Distribution,
  GetAccuracyQuery,
  GetDistributionQuery,
  GetStatementQuery,
  GetStatsQuery,
  InvoiceDocument,
  Invoices,
  ListDisagreementsQuery,
  ListInvoicesQuery,
  RegisterCustomer,
  RegisteredCustomer,
  SetBillingDetails,
  Statement,
  StatementLine,
  Stats,
  Usage,
} from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

export type Invoice = Invoices['invoices'][number];

export class Customers {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A new account. Its `api_key` is shown this once. Needs no key. */
  register(customer: RegisterCustomer, { signal }: CallOptions = {}): Promise<RegisteredCustomer> {
    return this.#transport.json({ method: 'POST', path: '/v1/customers', body: customer, signal });
  }

  /** Your account, and what is left of its quota. */
  me({ signal }: CallOptions = {}): Promise<Customer> {
    return this.#transport.get('/v1/customers/me', { signal });
  }
}

/** The API keys of your account. To change one without a gap: make another, put it to use, revoke the old one. */
export class Keys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Another key, shown this once. Without `scopes` and `expires_at` (RFC 3339) it has those of the key that makes it. */
  create(
    name?: string,
    { signal, scopes, expires_at }: CallOptions & Pick<CreateKey, 'scopes' | 'expires_at'> = {},
  ): Promise<CreatedKey> {
    const body = { name, scopes, expires_at };
    return this.#transport.json({ method: 'POST', path: '/v1/customers/me/keys', body, signal });
  }

  /** The oldest first. */
  async list({ signal }: CallOptions = {}): Promise<readonly ApiKey[]> {
    return (await this.#transport.get<ApiKeys>('/v1/customers/me/keys', { signal })).data;
  }

  revoke(keyId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/customers/me/keys/${encodeURIComponent(keyId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}

/** What you can spend, what was settled, and what it cost: the real figures of the transactions. */
export class Billing {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What you can spend now. */
  balance({ signal }: CallOptions = {}): Promise<Balance> {
    return this.#transport.get('/v1/billing/balance', { signal });
  }

  /** What came in, and what was spent, day by day, the newest first, all pages. */
  statement(query: GetStatementQuery = {}, options: CallOptions = {}) {
    return everyEntry<StatementLine>(
      (cursor) => this.statementPage({ ...query, cursor }, options),
      query.cursor,
    );
  }

  statementPage(query: GetStatementQuery = {}, { signal }: CallOptions = {}): Promise<Statement> {
    return this.#transport.get('/v1/billing/statement', { query, signal });
  }

  /** The whole statement as the bytes of a CSV file, with a header line. */
  statementCsv({ signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = '/v1/billing/statement.csv';
    return this.#transport.stream({ method: 'GET', path, repeatable: true, signal });
  }

  /** Replaces both limits: what is spent a day at most, and below what balance you are told. Null: none. */
  setLimits(limits: BalanceLimits, { signal }: CallOptions = {}): Promise<Balance> {
    const path = '/v1/billing/limits';
    return this.#transport.json({ method: 'PUT', path, body: limits, repeatable: true, signal });
  }

  /** `month` as YYYY-MM, UTC; default: the present one. */
  usage(month?: string, { signal }: CallOptions = {}): Promise<Usage> {
    const path = '/v1/billing/usage';
    return this.#transport.get(path, { query: { month }, signal });
  }

  /** Month by month, the newest first, all pages. */
  invoices(query: ListInvoicesQuery = {}, options: CallOptions = {}) {
    return everyEntry<Invoice>(async (cursor) => {
      const { invoices, next_cursor } = await this.invoicesPage({ ...query, cursor }, options);
      return { data: invoices, next_cursor };
    }, query.cursor);
  }

  invoicesPage(query: ListInvoicesQuery = {}, { signal }: CallOptions = {}): Promise<Invoices> {
    return this.#transport.get('/v1/billing/invoices', { query, signal });
  }

  /** An invoice as it is printed: number, seller, buyer, lines, total. */
  invoice(month: string, { signal }: CallOptions = {}): Promise<InvoiceDocument> {
    return this.#transport.get(`/v1/billing/invoices/${encodeURIComponent(month)}/document`, { signal });
  }

  /** How you are named on invoices. */
  details({ signal }: CallOptions = {}): Promise<BillingDetails> {
    return this.#transport.get('/v1/billing/details', { signal });
  }

  setDetails(details: SetBillingDetails, { signal }: CallOptions = {}): Promise<BillingDetails> {
    const path = '/v1/billing/details';
    return this.#transport.json({ method: 'PUT', path, body: details, repeatable: true, signal });
  }

  /** An invoice as CSV with a header line. */
  invoiceCsv(month: string, { signal }: CallOptions = {}): Promise<string> {
    const path = `/v1/billing/invoices/${encodeURIComponent(month)}.csv`;
    return this.#transport.text({ method: 'GET', path, repeatable: true, signal });
  }

  /** Figures of some days, for dashboards. */
  stats(query: GetStatsQuery = {}, { signal }: CallOptions = {}): Promise<Stats> {
    return this.#transport.get('/v1/stats', { query, signal });
  }

  /** What the results of a job, a batch or a template are like: give one of the three. */
  /** How many labels are right, as far as is known, and what to review to know it better. */
  accuracy(query: GetAccuracyQuery, { signal }: CallOptions = {}): Promise<Accuracy> {
    return this.#transport.get('/v1/stats/accuracy', { query, signal });
  }

  distribution(query: GetDistributionQuery, { signal }: CallOptions = {}): Promise<Distribution> {
    return this.#transport.get('/v1/stats/distribution', { query, signal });
  }

  /** Your tasks whose labels agreed least, a page of them. */
  disagreementsPage(
    query: ListDisagreementsQuery = {},
    { signal }: CallOptions = {},
  ): Promise<Disagreements> {
    return this.#transport.get('/v1/stats/disagreements', { query, signal });
  }
}
