import type { CustomerRecord, MoneyOrder, WorkerOrder, WorkerRecord } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import { type Standing, type StandingOrder, standingPlace } from '@asg/storage';
import { at } from '@asg/values/present';

const accountsPage = 100;
const refundsMax = 100;
const millionths = 1_000_000;

export interface SortedPage {
  readonly limit: number;
  /** The place of the last one of the page before; null: from the end. */
  readonly cursor: string | null;
  readonly isAscending: boolean;
}

export interface Sorted<Account> {
  readonly data: readonly Account[];
  readonly nextCursor: string | null;
}

export interface CustomerMoney {
  readonly customer: CustomerRecord;
  readonly figures: Readonly<Record<MoneyOrder, number>>;
}

interface KnownWorker {
  readonly score: number;
  readonly totals: { readonly labels: number };
  readonly signals: { readonly lastAtMs: number };
  readonly heldSats: number;
}

/** Accounts sorted by figures that change with every label and payment: looked at in turn, a stretch of them at a time. */
export class Standings {
  readonly #context: Pick<EngineContext, 'storage'>;
  readonly #knownOf: (worker: WorkerRecord) => Promise<KnownWorker>;
  /** Where the walks are; another process begins anew. */
  #worker: string | null = null;
  #customer: string | null = null;

  constructor(
    context: Pick<EngineContext, 'storage'>,
    knownOf: (worker: WorkerRecord) => Promise<KnownWorker>,
  ) {
    this.#context = context;
    this.#knownOf = knownOf;
  }

  /** Looks at the next stretch of workers and of customers. */
  async round(): Promise<void> {
    const { workers, customers, standings } = this.#context.storage;
    const [someWorkers, someCustomers] = await Promise.all([
      workers.list({ limit: accountsPage, before: this.#worker }),
      customers.list({ limit: accountsPage, before: this.#customer }),
    ]);
    const found = await Promise.all([
      ...someWorkers.map((worker) => this.#workerStanding(worker)),
      ...someCustomers.map((customer) => this.#customerStanding(customer)),
    ]);
    await Promise.all(found.map((standing) => standings.put(standing)));
    this.#worker = someWorkers.length < accountsPage ? null : at(someWorkers, accountsPage - 1).workerId;
    this.#customer =
      someCustomers.length < accountsPage ? null : at(someCustomers, accountsPage - 1).customerId;
  }

  async workers(order: WorkerOrder, page: SortedPage): Promise<Sorted<WorkerRecord>> {
    const { data, nextCursor } = await this.#page(order, page);
    const found = await Promise.all(
      data.map(({ accountId }) => this.#context.storage.workers.get(accountId)),
    );
    return { data: found.filter((worker) => worker !== null), nextCursor };
  }

  /** Money as it is now; the order is that of the last look. */
  async money(order: MoneyOrder, page: SortedPage): Promise<Sorted<CustomerMoney>> {
    const { data, nextCursor } = await this.#page(order, page);
    const found = await Promise.all(
      data.map(async ({ accountId }) => {
        const customer = await this.#context.storage.customers.get(accountId);
        return customer === null ? null : { customer, figures: await this.#moneyOf(customer) };
      }),
    );
    return { data: found.filter((one) => one !== null), nextCursor };
  }

  async #page(order: StandingOrder, { limit, cursor, isAscending }: SortedPage): Promise<Sorted<Standing>> {
    const found = await this.#context.storage.standings[order](
      isAscending ? { limit: limit + 1, after: cursor } : { limit: limit + 1, before: cursor },
    );
    const data = found.slice(0, limit);
    const last = data.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return { data, nextCursor: hasMore ? standingPlace(last, order) : null };
  }

  async #workerStanding(worker: WorkerRecord): Promise<Standing> {
    const { workerId, linkedIds = [] } = worker;
    const { score, totals, signals, heldSats } = await this.#knownOf(worker);
    const isFirst = linkedIds.length > 0 && linkedIds.every((id) => !id.startsWith('wrk_') || workerId < id);
    return {
      accountId: workerId,
      figures: {
        trust: Math.round(score * millionths),
        labels: totals.labels,
        seen: signals.lastAtMs,
        held: heldSats,
        ...(isFirst && { linked: linkedIds.length + 1 }),
      },
    };
  }

  async #customerStanding(customer: CustomerRecord): Promise<Standing> {
    return { accountId: customer.customerId, figures: await this.#moneyOf(customer) };
  }

  async #moneyOf({ customerId, balance }: CustomerRecord): Promise<Readonly<Record<MoneyOrder, number>>> {
    const page = { limit: refundsMax, group: customerId, before: null } as const;
    const refunds = await this.#context.storage.refunds.ofCustomer(page);
    return {
      free: balance.freeSats,
      reserved: balance.reservedSats,
      spent: balance.spentSats,
      refunded: refunds.reduce((sum, { satoshis }) => sum + satoshis, 0),
    };
  }
}
