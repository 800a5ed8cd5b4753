import { assetKey, type JobRecord } from '@asg/domain';
import { assetIdlePlace, repeatedBlockOf, type Storage, type StorageReader } from '@asg/storage';
import { last } from '@asg/values/present';
import { DigestSums, type StoreDigest } from '../stores/digest-sums.ts';

const page = 500;
const monthsPage = 120;
const lanesMax = 100;
/** Of the list of carried pay, those due first; what is carried for each worker is compared for all of them. */
const carriedMax = 1_000;

/** Everything that the engines can read of a store, for comparing one with its copy. Its cost grows with the store. */
export async function digestOf(storage: StorageReader): Promise<StoreDigest> {
  const sums = new DigestSums();
  const add = (name: string, ...things: readonly unknown[]): void => {
    for (const thing of things) sums.add(name, canonical(thing));
  };
  await addTasks(storage, add);
  await addCustomers(storage, add);
  await addWorkers(storage, add);
  await addSettlements(storage, add);
  await addAssets(storage, add);
  for await (const found of pages((before) => storage.gold.list({ limit: page, before }), goldIdOf))
    add('gold items', ...found);
  return sums.digest();
}

type Add = (name: string, ...things: readonly unknown[]) => void;

async function addTasks(storage: StorageReader, add: Add): Promise<void> {
  for (let after: string | null = null; ; ) {
    const { tasks, next }: Awaited<ReturnType<Storage['tasks']['scan']>> = await storage.tasks.scan({
      after,
      limit: page,
    });
    add('tasks', ...tasks);
    if (next === null) return;
    after = next;
  }
}

async function addCustomers(storage: StorageReader, add: Add): Promise<void> {
  const all = pages(
    (before) => storage.customers.list({ limit: page, before }),
    ({ customerId }) => customerId,
  );
  for await (const customers of all) {
    add('customers', ...customers);
    for (const { customerId } of customers) {
      add('API keys', ...(await storage.customers.keys(customerId)));
      const webhooks = await storage.webhooks.list(customerId);
      add('webhooks', ...webhooks);
      for (const { webhookId } of webhooks) {
        const deliveries = pages(
          (before) => storage.deliveries.ofWebhook(webhookId, { limit: page, before }),
          ({ deliveryId }) => deliveryId,
        );
        for await (const found of deliveries) add('deliveries', ...found);
      }
      await addEvents(storage, customerId, add);
      const jobs = pages(
        (before) => storage.jobs.list(customerId, { limit: page, before }),
        ({ job }) => job.jobId,
      );
      for await (const found of jobs) {
        add('jobs', ...found);
        for (const { job } of found) await addLines(storage, job, add);
      }
      const months = pages(
        (before) => storage.billing.months(customerId, { limit: monthsPage, before }),
        ({ month }) => month,
        monthsPage,
      );
      for await (const found of months) {
        add('usage', ...found);
        for (const { month } of found)
          add(
            'usage',
            ...(await storage.billing.days(customerId, month)).map((day) => ({ customerId, ...day })),
          );
      }
    }
  }
}

async function addEvents(storage: StorageReader, customerId: string, add: Add): Promise<void> {
  for (let after: string | null = null; ; ) {
    const events: Awaited<ReturnType<Storage['events']['after']>> = await storage.events.after(customerId, {
      after,
      limit: page,
    });
    add('events', ...events);
    if (events.length < page) return;
    after = last(events).eventId;
  }
}

async function addLines(storage: StorageReader, { jobId, cursor }: JobRecord, add: Add): Promise<void> {
  const blocks = cursor.repeated === 0 ? 0 : repeatedBlockOf(cursor.line) + 1;
  for (let block = 0; block < blocks; block++) {
    const lines = await storage.repeatedLines.inBlock({ jobId, block });
    add('lines of manifests', ...lines.map((line) => ({ jobId, read: 'repeated', ...line })));
  }
  for (const read of ['rejectedLines', 'keptLines'] as const) {
    for (let after = 0; ; ) {
      const lines = await storage.jobs[read](jobId, { limit: page, after });
      add('lines of manifests', ...lines.map((line) => ({ jobId, read, ...line })));
      if (lines.length < page) break;
      after = lines.at(-1)?.line ?? after;
    }
  }
}

async function addWorkers(storage: StorageReader, add: Add): Promise<void> {
  const all = pages(
    (before) => storage.workers.list({ limit: page, before }),
    ({ workerId }) => workerId,
  );
  for await (const workers of all) {
    for (const { worker: _, ...account } of await storage.payouts.payees(
      workers.map(({ workerId }) => workerId),
    ))
      if (account.carried !== null) add('carried pay', account);
    for (const worker of workers) {
      const { workerId } = worker;
      add('workers', {
        worker,
        totals: await storage.workers.totals(workerId),
        trust: await storage.trust.sums(workerId),
        signals: await storage.trust.signals(workerId),
        heldSats: await storage.payouts.heldSats(workerId),
      });
      const earnings = pages(
        (before) => storage.payouts.earnings(workerId, { limit: page, before }),
        ({ settlementId }) => settlementId,
      );
      for await (const found of earnings) add('earnings', ...found.map((one) => ({ workerId, ...one })));
      const appeals = pages(
        (before) => storage.appeals.ofWorker(workerId, { limit: page, before }),
        ({ appealId }) => appealId,
      );
      for await (const found of appeals) add('appeals', ...found);
    }
  }
  add('carried pay', ...(await storage.payouts.carried({ untilMs: null, limit: carriedMax })));
}

async function addSettlements(storage: StorageReader, add: Add): Promise<void> {
  const all = pages(
    (before) => storage.settlement.list({ limit: page, before, state: null }),
    ({ settlementId }) => settlementId,
  );
  for await (const found of all) {
    for (const { settlementId } of found) add('settlements', await storage.settlement.get(settlementId));
  }
  for (let lane = 1; lane <= lanesMax; lane++) {
    const found = await storage.lanes.get(`lane-${lane}`);
    if (found !== null) add('lanes', found);
  }
  const window = await storage.headers.get(null);
  if (window !== null) add('header windows', window);
}

async function addAssets({ assets, assetUses }: StorageReader, add: Add): Promise<void> {
  for (let after: string | null = null; ; ) {
    const found: Awaited<ReturnType<Storage['assets']['idle']>> = await assets.idle({ limit: page, after });
    add('assets', ...found);
    for (const asset of found) {
      for (let from: string | null = null; ; ) {
        const uses: Awaited<ReturnType<Storage['assetUses']['of']>> = await assetUses.of({
          group: assetKey(asset),
          limit: page,
          after: from,
        });
        add('uses of assets', ...uses);
        if (uses.length < page) break;
        from = last(uses).userId;
      }
    }
    if (found.length < page) return;
    after = assetIdlePlace(last(found));
  }
}

const goldIdOf = ({ gold }: { readonly gold: { readonly goldId: string } }): string => gold.goldId;

/** The pages of a list that is sorted the newest first. */
async function* pages<Item>(
  read: (before: string | null) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
  limit = page,
): AsyncGenerator<readonly Item[]> {
  for (let before: string | null = null; ; ) {
    const found = await read(before);
    if (found.length > 0) yield found;
    if (found.length < limit) return;
    before = keyOf(last(found));
  }
}

/** JSON whose text does not depend on the order in which fields were set. */
function canonical(thing: unknown): string {
  return JSON.stringify(thing, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
