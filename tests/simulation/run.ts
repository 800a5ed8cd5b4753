import assert from 'node:assert/strict';
import { buildTransaction, ChainUnavailable } from '@asg/chain';
import { liveSettlementStates, type SettlementRecord, sats } from '@asg/domain';
import { auditMoney, type Settler } from '@asg/engines';
import { type Storage, StorageUnavailable } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { type Fault, Killed, Randomness } from './randomness.ts';
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
  const randomness = new Randomness(seed);
  await using world = await openWorld(seed, randomness, open);
  const story = new Story(world, randomness);
  await story.suffer();
  await story.comeToRest();
  return { seed, faults: randomness.counts, ...(await prove(world)) };
}

async function prove(world: World): Promise<Omit<SeedResult, 'seed' | 'faults'>> {
  const { storage, chain } = world;
  assert.equal(await storage.settlement.paymentQueue(1, world.clock.nowMs()), null, 'every due task is paid');
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
  readonly #randomness: Randomness;
  #settler: Settler;
  /** Settlers that were replaced and whose process still lives. */
  readonly #zombies: Settler[] = [];
  /** What the network has forgotten and somebody may still have. */
  readonly #evicted: string[] = [];

  constructor(world: World, randomness: Randomness) {
    this.#world = world;
    this.#randomness = randomness;
    this.#settler = world.newSettler('settler');
    if (!randomness.strikes('treasury: empty for a while')) this.#fund();
  }

  async suffer(): Promise<void> {
    const { clock, submit, label, network, changeWallet, withdraw } = this.#world;
    const randomness = this.#randomness;
    for (let step = 0; step < stepsMax; step++) {
      if (randomness.chance(0.4)) await submit(randomness.between(1, 6));
      if (randomness.chance(0.6)) await label(randomness.between(1, 5));
      if (randomness.chance(0.1)) this.#fund();
      if (randomness.chance(0.05)) await this.#askMove();
      if (randomness.chance(0.2)) await changeWallet();
      if (randomness.chance(0.5)) await this.#attempt(withdraw);
      clock.advance(randomness.between(100, 5_000));
      if (randomness.strikes('clock: jumps ahead')) clock.advance(randomness.between(60_000, 3_600_000));
      if (randomness.chance(0.3)) network.deliverDelayed();
      await this.#misfortune();
      if (randomness.chance(0.35)) this.#mine();
      await this.#settle(randomness.between(1, roundsPerStepMax));
    }
  }

  /** No more faults: everything must be paid and final in bounded time. */
  async comeToRest(): Promise<void> {
    const { clock, network, storage, label } = this.#world;
    this.#randomness.injectsFaults = false;
    network.deliverDelayed();
    await label(100);
    for (let round = 0; round < calmMax; round++) {
      if (round % 10 === 0) this.#fund();
      clock.advance(61_000);
      await this.#settle(roundsPerStepMax);
      this.#mine();
      const [live] = await storage.settlement.inStates(liveSettlementStates, 1);
      if (
        live === undefined &&
        (await storage.settlement.paymentQueue(1, this.#world.clock.nowMs())) === null
      )
        return;
    }
  }

  async #settle(rounds: number): Promise<void> {
    const zombie = this.#randomness.pick(this.#zombies);
    if (zombie !== undefined && this.#randomness.strikes('settler: an old one comes back'))
      await this.#attempt(() => zombie.round());
    for (let round = 0; round < rounds; round++) {
      const isAtOnce = this.#randomness.chance(0.5);
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
    if (this.#randomness.isDead) this.#restart();
  }

  #restart(): void {
    this.#randomness.isDead = false;
    if (this.#randomness.chance(0.5)) this.#zombies.push(this.#settler);
    this.#settler = this.#world.newSettler(
      this.#randomness.chance(0.8) ? 'settler' : `settler ${this.#randomness.between(1, 3)}`,
    );
  }

  async #misfortune(): Promise<void> {
    const randomness = this.#randomness;
    const { chain, network, storage } = this.#world;
    const { height } = chain.lastBlock();
    if (randomness.strikes('chain: block taken back')) chain.reorganise(1);
    if (randomness.strikes('chain: several blocks taken back'))
      chain.reorganise(Math.min(5, height - 101 || 1));
    if (randomness.strikes('chain: minimum fee raised')) network.feePolicy = randomness.between(150, 500);
    if (randomness.strikes('chain: minimum fee lowered')) network.feePolicy = 100;
    const known = await storage.settlement.inStates(
      ['seen', 'mined', 'contested', 'broadcasting', 'unknown'],
      100,
    );
    if (randomness.strikes('callback: repeated or out of order'))
      for (const { txid } of known) this.#settler.hint(txid);
    const victim = randomness.pick(known);
    if (randomness.strikes('chain: whole mempool lost')) for (const { txid } of known) this.#evict(txid);
    if (victim === undefined) return;
    if (randomness.strikes('chain: one transaction evicted')) this.#evict(victim.txid);
    if (randomness.strikes('thief: competing transaction that loses')) this.#steal(victim);
    if (randomness.strikes('thief: competing transaction that wins')) {
      this.#evict(victim.txid);
      this.#steal(victim);
    }
    const lost = randomness.pick(this.#evicted);
    if (lost !== undefined && randomness.strikes('chain: an evicted transaction comes back'))
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
    if (this.#randomness.strikes('chain: a block stays empty')) chain.mineEmpty();
    else chain.mine();
  }

  #fund(): void {
    this.#world.fund(fundSats);
    this.#world.chain.mine();
  }

  async #askMove(): Promise<void> {
    const { storage, ids, clock } = this.#world;
    const isFanOut = this.#randomness.chance(0.6);
    await storage.moves.request({
      settlementId: ids.next('settlement'),
      purpose: isFanOut ? 'fan_out' : 'consolidation',
      workerId: null,
      coins: isFanOut ? this.#randomness.between(1, 4) : this.#randomness.between(2, 10),
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
