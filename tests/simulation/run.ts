import assert from 'node:assert/strict';
import { buildTransaction, ChainUnavailable } from '@asg/chain';
import { liveSettlementStates, type SettlementRecord, sats } from '@asg/domain';
import { auditMoney, type Settler } from '@asg/engines';
import { type Storage, StorageUnavailable } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { type Fault, Killed, Luck } from './luck.ts';
import { openWorld, type World } from './world.ts';

const stepsMax = 60;
const roundsPerStepMax = 6;
/** Rounds of calm in which everything must come to rest. */
const calmMax = 80;
const fundSats = 2_000_000;

export interface SeedResult {
  readonly seed: number;
  readonly faults: ReadonlyMap<Fault, number>;
  readonly settlements: number;
  readonly replaced: number;
  readonly tasks: number;
}

const inMemory = (): Promise<Storage> => openSqliteStorage({ path: ':memory:' });

/** One history: faults of all kinds, then calm, then the proofs. Throws where a proof fails. `open`: an empty store. */
export async function runSeed(seed: number, open = inMemory): Promise<SeedResult> {
  const luck = new Luck(seed);
  await using world = await openWorld(seed, luck, open);
  const story = new Story(world, luck);
  await story.suffer();
  await story.comeToRest();
  return { seed, faults: luck.counts, ...(await prove(world)) };
}

async function prove(world: World): Promise<Omit<SeedResult, 'seed' | 'faults'>> {
  const { storage, chain } = world;
  assert.equal(await storage.settlement.paymentQueue(1), null, 'every due task is paid');
  const live = await storage.settlement.inStates(liveSettlementStates, 100);
  const states = live.map((one) => `${one.settlementId} ${one.state}: ${one.note}`);
  assert.deepEqual(states, [], 'every transaction is final or replaced');
  const report = await auditMoney(storage, chain);
  const culprits = report.results.flatMap((result) =>
    result.culprits.map((one) => `${result.check}: ${one}`),
  );
  assert.deepEqual(culprits, [], 'the audit passes');
  await world.assertPaid();
  const failed = await storage.settlement.inStates(['failed'], 10_000);
  return { settlements: report.settlements, replaced: failed.length, tasks: report.tasks };
}

class Story {
  readonly #world: World;
  readonly #luck: Luck;
  #settler: Settler;
  /** Settlers that were replaced and whose process still lives. */
  readonly #zombies: Settler[] = [];
  /** What the network has forgotten and somebody may still have. */
  readonly #evicted: string[] = [];

  constructor(world: World, luck: Luck) {
    this.#world = world;
    this.#luck = luck;
    this.#settler = world.newSettler('settler');
    if (!luck.strikes('treasury: empty for a while')) this.#fund();
  }

  async suffer(): Promise<void> {
    const { clock, submit, label, network, changeWallet, withdraw } = this.#world;
    const luck = this.#luck;
    for (let step = 0; step < stepsMax; step++) {
      if (luck.chance(0.4)) await submit(luck.between(1, 6));
      if (luck.chance(0.6)) await label(luck.between(1, 5));
      if (luck.chance(0.1)) this.#fund();
      if (luck.chance(0.05)) await this.#askMove();
      if (luck.chance(0.2)) await changeWallet();
      if (luck.chance(0.5)) await this.#attempt(withdraw);
      clock.advance(luck.between(100, 5_000));
      if (luck.strikes('clock: jumps ahead')) clock.advance(luck.between(60_000, 3_600_000));
      if (luck.chance(0.3)) network.deliverDelayed();
      await this.#misfortune();
      if (luck.chance(0.35)) this.#mine();
      await this.#settle(luck.between(1, roundsPerStepMax));
    }
  }

  /** No more faults: everything must be paid and final in bounded time. */
  async comeToRest(): Promise<void> {
    const { clock, network, storage, label } = this.#world;
    this.#luck.isBad = false;
    network.deliverDelayed();
    await label(100);
    for (let round = 0; round < calmMax; round++) {
      if (round % 10 === 0) this.#fund();
      clock.advance(61_000);
      await this.#settle(roundsPerStepMax);
      this.#mine();
      const [live] = await storage.settlement.inStates(liveSettlementStates, 1);
      if (live === undefined && (await storage.settlement.paymentQueue(1)) === null) return;
    }
  }

  async #settle(rounds: number): Promise<void> {
    const zombie = this.#luck.pick(this.#zombies);
    if (zombie !== undefined && this.#luck.strikes('settler: an old one comes back'))
      await this.#attempt(() => zombie.round());
    for (let round = 0; round < rounds; round++) {
      const isAtOnce = this.#luck.chance(0.5);
      await this.#attempt(() => (isAtOnce ? loopsAtOnce(this.#settler) : this.#settler.round()));
    }
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const isExpected = error instanceof StorageUnavailable || error instanceof ChainUnavailable;
      if (!isExpected && !(error instanceof Killed)) throw error;
    }
    // Who died may have been heard by none: a loop's failure ends at its own settlement.
    if (this.#luck.isDead) this.#restart();
  }

  #restart(): void {
    this.#luck.isDead = false;
    if (this.#luck.chance(0.5)) this.#zombies.push(this.#settler);
    this.#settler = this.#world.newSettler(
      this.#luck.chance(0.8) ? 'settler' : `settler ${this.#luck.between(1, 3)}`,
    );
  }

  async #misfortune(): Promise<void> {
    const luck = this.#luck;
    const { chain, network, storage } = this.#world;
    const { height } = chain.lastBlock();
    if (luck.strikes('chain: block taken back')) chain.reorganise(1);
    if (luck.strikes('chain: several blocks taken back')) chain.reorganise(Math.min(5, height - 101 || 1));
    if (luck.strikes('chain: minimum fee raised')) network.feePolicy = luck.between(150, 500);
    if (luck.strikes('chain: minimum fee lowered')) network.feePolicy = 100;
    const known = await storage.settlement.inStates(
      ['seen', 'mined', 'contested', 'broadcasting', 'unknown'],
      100,
    );
    if (luck.strikes('callback: repeated or out of order'))
      for (const { txid } of known) this.#settler.hint(txid);
    const victim = luck.pick(known);
    if (luck.strikes('chain: whole mempool lost')) for (const { txid } of known) this.#evict(txid);
    if (victim === undefined) return;
    if (luck.strikes('chain: one transaction evicted')) this.#evict(victim.txid);
    if (luck.strikes('thief: competing transaction that loses')) this.#steal(victim);
    if (luck.strikes('thief: competing transaction that wins')) {
      this.#evict(victim.txid);
      this.#steal(victim);
    }
    const lost = luck.pick(this.#evicted);
    if (lost !== undefined && luck.strikes('chain: an evicted transaction comes back'))
      chain.submit(network.sent.get(lost)!.extended);
  }

  #evict(txid: string): void {
    if (this.#world.chain.evict(txid) && this.#world.network.sent.has(txid)) this.#evicted.push(txid);
  }

  /** Another payment of one of its coins, signed with the treasury's own key. */
  #steal({ inputs }: SettlementRecord): void {
    const { chain, treasury, thiefScript } = this.#world;
    const coin = inputs.find((input) => input.lockingScript === treasury.lockingScript);
    if (coin === undefined) return;
    const built = buildTransaction({
      coins: [coin],
      outputs: [{ satoshis: sats(500), lockingScript: thiefScript }],
      changeScript: thiefScript,
      feeRateSatsPerKb: 600,
      keys: [treasury],
    });
    if (built.ok) chain.submit(built.transaction.extended);
  }

  #mine(): void {
    const { chain } = this.#world;
    if (this.#luck.strikes('chain: a block stays empty')) chain.mineEmpty();
    else chain.mine();
  }

  #fund(): void {
    this.#world.fund(fundSats);
    this.#world.chain.mine();
  }

  async #askMove(): Promise<void> {
    const { storage, ids, clock } = this.#world;
    const isFanOut = this.#luck.chance(0.6);
    await storage.moves.request({
      settlementId: ids.next('settlement'),
      purpose: isFanOut ? 'fan_out' : 'consolidation',
      workerId: null,
      coins: isFanOut ? this.#luck.between(1, 4) : this.#luck.between(2, 10),
      requestedAtMs: clock.nowMs(),
      refusal: null,
    });
  }
}

/** A step of each of its loops, at the same time, as a server runs them. */
async function loopsAtOnce(settler: Settler): Promise<void> {
  const steps = await Promise.allSettled([settler.follow(), settler.deliver(), settler.pay()]);
  await settler.sent();
  for (const step of steps) if (step.status === 'rejected') throw step.reason;
}
