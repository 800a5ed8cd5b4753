import { linkedSignal, mapBounded, Semaphore, systemClock } from '@asg/runtime';
import { ASGWorkerClient, type Assignment, isStatus } from '@asg/sdk';
import type { Answer, Truth } from './kinds/known.ts';
import { lookAt } from './looking.ts';
import type { SimulatedWorker } from './simulated-worker.ts';

const idleMsMin = 20;
const idleMsMax = 500;
/** A password is hashed with 19 MiB of memory on the server: a few at a time are enough for it. */
const signUpsAtOnce = 4;
const goneStatus = 410;

/** What is known of a task: the right answer, of a choice its label, and a name of the item that is the same in every run. */
export type KnownAnswer = { readonly item: string } & (
  | { readonly label: string }
  | { readonly truth: Truth }
);

export interface CrowdOptions {
  /** Of the instance. */
  readonly url: string;
  readonly workers: readonly SimulatedWorker[];
  /** Null: no simulated worker knows the task, so it is skipped. */
  readonly answerFor: (item: Assignment) => KnownAnswer | null | Promise<KnownAnswer | null>;
  /** `idle`: they leave when nothing waits for any of them. `stopped`: they stay until the signal aborts. */
  readonly until: 'idle' | 'stopped';
  /** Stops the crowd; labels under way are still sent. */
  readonly signal?: AbortSignal;
  /** Workers who act at the same time; default: all. */
  readonly concurrency?: number;
  /** Tasks that a worker claims at once, 1 to 20; default 5, as the app does. */
  readonly claimCount?: number;
  /** Share of the items that a worker passes on; default 0.005. */
  readonly skipRate?: number;
  /** Makes the e-mail addresses new to the instance; needed where a crowd has signed up before. */
  readonly emailTag?: string;
  /** Called after each accepted label. */
  readonly onLabel?: (item: Assignment, answer: Answer, worker: SimulatedWorker) => void;
}

export interface CrowdMember {
  readonly worker: SimulatedWorker;
  readonly workerId: string;
  readonly token: string;
  /** Accepted. */
  readonly labels: number;
  readonly skips: number;
  /** Labels that came too late: the lease had ended or the task was closed. */
  readonly late: number;
}

/** Signs the workers up over HTTP and lets them label until stopped or nothing is left. Throws on any other refusal. */
export async function runCrowd(options: CrowdOptions): Promise<readonly CrowdMember[]> {
  const { workers, concurrency = workers.length } = options;
  const semaphore = new Semaphore(Math.max(1, concurrency));
  const accounts = await mapBounded(workers, signUpsAtOnce, (worker) => signUp(options, worker));
  const failed = new AbortController();
  using stop = linkedSignal([failed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const quiet = new Quiet(accounts.length);
  return await mapBounded(accounts, accounts.length, async (account) => {
    try {
      return await work(options, account, { semaphore, quiet, stop: stop.signal });
    } catch (error) {
      failed.abort();
      throw error;
    }
  });
}

interface Account {
  readonly worker: SimulatedWorker;
  readonly workerId: string;
  readonly token: string;
  readonly client: ASGWorkerClient;
}

async function signUp({ url, emailTag = 'crowd' }: CrowdOptions, worker: SimulatedWorker): Promise<Account> {
  const { token, worker_id } = await new ASGWorkerClient({ baseUrl: url }).register({
    email: `${worker.name}.${emailTag}@crowd.example`,
    password: `password of ${worker.name}`,
    adult: true,
    terms_accepted: true,
  });
  const client = new ASGWorkerClient({ baseUrl: url, token });
  await client.setProfile({ display_name: worker.name, country: 'PT', primary_language: 'en' });
  return { worker, workerId: worker_id, token, client };
}

/** Who found nothing since the last item was taken or answered: an answer may ask for one more, of those who found nothing before. */
class Quiet {
  readonly #workers: number;
  readonly #found = new Set<Account>();
  #changes = 0;

  constructor(workers: number) {
    this.#workers = workers;
  }

  get all(): boolean {
    return this.#found.size === this.#workers;
  }

  get changes(): number {
    return this.#changes;
  }

  changed(): void {
    this.#changes++;
    this.#found.clear();
  }

  /** `changes`: of the moment at which they asked. */
  foundNothing(account: Account, changes: number): void {
    if (changes === this.#changes) this.#found.add(account);
  }
}

interface Work {
  readonly semaphore: Semaphore;
  readonly quiet: Quiet;
  readonly stop: AbortSignal;
}

async function work(
  options: CrowdOptions,
  account: Account,
  { semaphore, quiet, stop }: Work,
): Promise<CrowdMember> {
  const { client, ...member } = account;
  const tally = { labels: 0, skips: 0, late: 0 };
  let idleMs = idleMsMin;
  while (!stop.aborted && !(options.until === 'idle' && quiet.all)) {
    const items = await semaphore.run(async () => {
      const { changes } = quiet;
      const claimed = await client.next(options.claimCount ?? 5);
      if (claimed.length === 0) quiet.foundNothing(account, changes);
      else quiet.changed();
      for (const item of claimed) {
        await answer(options, account, item, tally);
        quiet.changed();
      }
      return claimed;
    });
    if (items.length > 0) {
      idleMs = idleMsMin;
    } else if (options.until !== 'idle' || !quiet.all) {
      await systemClock.sleep(idleMs, stop);
      idleMs = Math.min(idleMsMax, idleMs * 2);
    }
  }
  return { ...member, ...tally };
}

async function answer(
  options: CrowdOptions,
  { worker, client }: Account,
  item: Assignment,
  tally: { labels: number; skips: number; late: number },
): Promise<void> {
  const known = await options.answerFor(item);
  try {
    if (known === null || worker.skips(known.item, options.skipRate ?? 0.005)) {
      await client.skip(item.assignment_id);
      tally.skips++;
      return;
    }
    const { itemToken, items } = await lookAt(client, item);
    const { tie = false, scale = null, classes = [] } = item;
    const asked = { options: item.options, items, tie, scale, classes };
    const truth: Truth = 'truth' in known ? known.truth : { kind: 'choice', label: known.label };
    const given = worker.answer(known.item, asked, truth);
    await client.label(item.assignment_id, 'label' in given ? given.label : given, { itemToken });
    tally.labels++;
    options.onLabel?.(item, given, worker);
  } catch (error) {
    if (!isStatus(error, goneStatus)) throw error;
    tally.late++;
  }
}
