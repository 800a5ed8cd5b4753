import {
  type AccountLinks,
  areBeyondChance,
  clusterOf,
  type Evidence,
  isId,
  type LinkKind,
  linkedSince,
  linkKinds,
  type Meeting,
  meetingsWith,
  type PayoutTarget,
  personOf,
  sharedPlaces,
  strongLinkKinds,
  type Task,
  type WorkerRecord,
  walletOf,
} from '@asg/domain';
import type { Mark } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { isWellFormedToken, mintToken, tokenHash } from '../sign-in/tokens.ts';

/** Where someone signs up or in. */
export interface SignIn {
  readonly accountId: string;
  /** The account was made by it. */
  readonly isNew: boolean;
  /** As of `addressRange`; null: nothing is told by the address. */
  readonly range: string | null;
  /** Of the browser; null: a program. */
  readonly device: string | null;
}

/** Another account with which evidence links this one, or did until the operator took the link away. */
export interface AccountLink {
  readonly accountId: string;
  readonly reasons: readonly { readonly kind: LinkKind; readonly sinceMs: number }[];
  readonly sinceMs: number;
  readonly dissolvedAtMs: number | null;
}

const devicePrefix = 'dev_';
/** Accounts paid at one place that are looked for at a time. */
const paidAtMax = 64;

/** Finds accounts that are one person's, from evidence of several kinds, and tells the workers' records of it. */
export class Links {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'random'>;
  readonly #markOf: (wallet: string) => string;

  /** `markOf`: what a wallet of somebody who left is known by. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'random'>,
    { markOf }: { readonly markOf: (wallet: string) => string },
  ) {
    this.#context = context;
    this.#markOf = markOf;
  }

  /** The name of a browser: the one it has, or a new one. */
  device(known: string | null): string {
    const isOurs = known !== null && isWellFormedToken(known, [devicePrefix]);
    return isOurs ? known : mintToken(devicePrefix, this.#context.random);
  }

  /** Also finds again what was known before and not followed to its end: wallets of before marks were kept, a process that died. */
  async signedIn({ accountId, isNew, range, device }: SignIn): Promise<void> {
    const { storage, clock } = this.#context;
    const atMs = clock.nowMs();
    if (device !== null) await this.#marked(accountId, { kind: 'device', hash: tokenHash(device) }, atMs);
    if (range !== null) await storage.links.seen({ accountId, range, atMs, isNew });
    const payout = isNew ? null : ((await this.#worker(accountId))?.payout ?? null);
    if (payout !== null) await this.#paidAt(accountId, payout, atMs);
    await this.#derive(accountId);
  }

  /** The worker is paid there from now on. */
  async paidAt(workerId: string, payout: PayoutTarget): Promise<void> {
    const { storage, clock } = this.#context;
    const atMs = clock.nowMs();
    await this.#paidAt(workerId, payout, atMs);
    // Those who set it before marks were kept.
    for (const otherId of await storage.workers.paidAt(payout, paidAtMax))
      if (otherId !== workerId) await this.#found(workerId, otherId, { wallet: atMs });
    await this.#derive(workerId);
  }

  /** Looks for shared errors in a gold task that was answered. `linkedIds`: other accounts of who did. */
  async answered(task: Task, linkedIds: readonly string[] = []): Promise<void> {
    const { storage, clock } = this.#context;
    const meetings = await this.#meetings(task, linkedIds);
    const eventId = task.gold?.goldId ?? task.taskId;
    for (const [workerId, met] of Map.groupBy(meetings, (meeting) => meeting.workerId)) {
      const partners = await storage.sharedErrors.add({ workerId, eventId, meetings: met });
      for (const { partnerId } of met.filter(({ isSame }) => isSame)) {
        const back = await storage.sharedErrors.with({ workerId: partnerId, partnerId: workerId });
        if (!areBeyondChance(partners[partnerId], back ?? undefined)) continue;
        await this.#found(workerId, partnerId, { shared_errors: clock.nowMs() });
        await this.#derive(workerId);
      }
    }
  }

  async #meetings(task: Task, linkedIds: readonly string[]): Promise<readonly Meeting[]> {
    const { storage } = this.#context;
    const { gold, labels } = task;
    const [label] = labels;
    // The operator's gold alone: whoever decides which answer is right could make two strangers one person.
    if (label === undefined || gold === undefined || gold.owner != null) return [];
    const { option } = label;
    const workerId = personOf(label.workerId, linkedIds);
    const before = await storage.goldAnswers.put({ goldId: gold.goldId, workerId, option });
    return meetingsWith({ workerId, option }, before, gold.option);
  }

  /** What the operator sees of an account. */
  static of({ pairs }: AccountLinks): readonly AccountLink[] {
    return Object.entries(pairs).flatMap(([accountId, { kinds, dissolvedAtMs = null }]) => {
      const sinceMs = linkedSince({ kinds });
      if (sinceMs === null) return [];
      const reasons = linkKinds.flatMap((kind) => {
        const foundMs = kinds[kind];
        return foundMs === undefined ? [] : [{ kind, sinceMs: foundMs }];
      });
      return [{ accountId, reasons, sinceMs, dissolvedAtMs }];
    });
  }

  /** The operator found that they are two people. False: there is no such link. */
  async dissolve(accountId: string, otherId: string): Promise<boolean> {
    const { storage, clock } = this.#context;
    const { pairs } = await storage.links.get(accountId);
    if (pairs[otherId] === undefined) return false;
    const before = await this.#cluster(accountId);
    const nowMs = clock.nowMs();
    await storage.links.dissolve({ accountId, otherId, nowMs });
    await storage.links.dissolve({ accountId: otherId, otherId: accountId, nowMs });
    const seen = new Set<string>();
    for (const member of new Set([...before, otherId])) {
      if (seen.has(member)) continue;
      const cluster = await this.#cluster(member);
      for (const one of cluster) seen.add(one);
      await this.#tell(cluster, true);
    }
    return true;
  }

  async #paidAt(workerId: string, payout: PayoutTarget, atMs: number): Promise<void> {
    await this.#marked(workerId, walletMark(payout), atMs);
    const { marks } = this.#context.storage;
    for (const leftId of await marks.get({ kind: 'wallet', hash: this.#markOf(walletOf(payout)) }))
      await this.#found(workerId, leftId, { wallet: atMs });
  }

  async #marked(accountId: string, mark: Mark, atMs: number): Promise<void> {
    const others = await this.#context.storage.marks.put({ ...mark, accountId });
    for (const otherId of others) await this.#found(accountId, otherId, { [mark.kind]: atMs });
  }

  async #found(accountId: string, otherId: string, evidence: Evidence): Promise<void> {
    const { links } = this.#context.storage;
    await links.addEvidence({ accountId, otherId, evidence });
    await links.addEvidence({ accountId: otherId, otherId: accountId, evidence });
  }

  /** Adds what an account shares of places with those of whom there is strong evidence, and follows its links. */
  async #derive(accountId: string): Promise<void> {
    const { links } = this.#context.storage;
    const known = await links.get(accountId);
    for (const [otherId, { kinds, dissolvedAtMs }] of Object.entries(known.pairs)) {
      if (dissolvedAtMs !== undefined) continue;
      if (!strongLinkKinds.some((kind) => kinds[kind] !== undefined)) continue;
      if (kinds.address !== undefined && kinds.burst !== undefined) continue;
      await this.#found(accountId, otherId, sharedPlaces(known, await links.get(otherId)));
    }
    const cluster = await this.#cluster(accountId);
    if (cluster.length === 1) return;
    // Its own record is told last: what is there is with all the others.
    const told = (await this.#worker(accountId))?.linkedIds ?? [];
    if (cluster.some((id) => id !== accountId && !told.includes(id)))
      await this.#tell(cluster.toReversed(), false);
  }

  /** Null: the account is a customer's. */
  async #worker(accountId: string): Promise<WorkerRecord | null> {
    return isId('worker', accountId) ? this.#context.storage.workers.get(accountId) : null;
  }

  #cluster(accountId: string): Promise<readonly string[]> {
    return clusterOf(accountId, (id) => this.#context.storage.links.linkedWith(id));
  }

  /** Each worker's record names the others, so that a claim needs no look-up. `isWhole`: those alone. */
  async #tell(cluster: readonly string[], isWhole: boolean): Promise<void> {
    const { workers, work } = this.#context.storage;
    for (const workerId of cluster.filter((id) => isId('worker', id))) {
      await workers.change({ workerId, change: { set: 'linked', ids: cluster, isWhole } });
      // Tasks that they were passed over with are theirs again.
      if (isWhole) await work.restart({ workerId });
    }
  }
}

function walletMark(payout: PayoutTarget): Mark {
  return { kind: 'wallet', hash: tokenHash(walletOf(payout)) };
}
