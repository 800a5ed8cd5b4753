import { ampleAllowance, sats, standing, type TrustRules, utcDate } from '@asg/domain';
import { GoldItems, Intake, Labelling, OutcomeDelays, Router } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  fraction,
  IdMint,
  ManualClock,
  type Random,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import { openSqliteStorage } from '@asg/storage-sqlite';

const startMs = Date.UTC(2026, 0, 5);
const claimCount = 5;
const secondsPerLabel = 3;
const tasksPerBatch = 500;
const grantedSats = sats(100_000_000);
const rules = {
  insecureHosts: [],
  earlyStopDefault: false,
  assetsBytesMax: 0,
  price: { payoutSats: sats(325), feePercent: 0 },
  allowance: ampleAllowance,
};

export interface CrowdPlan {
  readonly seed: string;
  readonly workers: number;
  /** Share of workers who answer at random. */
  readonly clickers: number;
  /** How often the others are right: evenly from the one to the other. */
  readonly skill: readonly [number, number];
  readonly options: number;
  readonly tasks: number;
  readonly goldItems: number;
  readonly trust: TrustRules;
}

export interface CrowdFigures {
  readonly decided: number;
  /** Share of the decided tasks whose consensus label is the right one. */
  readonly accuracy: number;
  /** Labels, gold ones too, after which each clicker was below the floor; null: never. */
  readonly clickersCaughtAfter: readonly (number | null)[];
  /** Honest workers who were below it at any time, and who are suspended at the end. */
  readonly honestKept: number;
  readonly honestSuspended: number;
  readonly goldShare: number;
  /** Labels on customers' tasks that clickers gave. */
  readonly clickerLabels: number;
}

/** The operator's defaults. */
export const trustOn: TrustRules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.5, goldShareMin: 0.03 };
export const trustOff: TrustRules = { floor: 0, suspendBelow: 0, goldShareNew: 0, goldShareMin: 0 };

interface Member {
  readonly workerId: string;
  readonly isClicker: boolean;
  readonly skill: number;
  labels: number;
  caughtAfter: number | null;
}

/** Has a crowd work through tasks on the real engines and the real store, in memory. The same seed, the same figures. */
export async function simulateCrowd(plan: CrowdPlan): Promise<CrowdFigures> {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  const clock = new ManualClock(startMs);
  const random = seededRandom(plan.seed);
  const ids = new IdMint(clock, random);
  const log = createLogger('silent');
  const [signals, conditions] = [new SignalBoard(), new Conditions({ clock, log })];
  const context = {
    storage,
    clock,
    random,
    ids,
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    signals,
    log,
    conditions,
  };
  const crowd = new Crowd(context, plan);
  const members = await crowd.gather();
  const truths = await crowd.submit();
  for (let idle = false; !idle; ) {
    idle = true;
    for (const member of shuffled(members, random)) if (await crowd.work(member)) idle = false;
  }
  return await crowd.figures(members, truths);
}

class Crowd {
  readonly #context: EngineContext & { readonly clock: ManualClock };
  readonly #plan: CrowdPlan;
  readonly #router: Router;
  readonly #labelling: Labelling;
  readonly #options: readonly string[];
  #labels = 0;
  #goldLabels = 0;
  #clickerLabels = 0;

  constructor(context: EngineContext & { readonly clock: ManualClock }, plan: CrowdPlan) {
    this.#context = context;
    this.#plan = plan;
    const delays = new OutcomeDelays();
    this.#router = new Router(
      context,
      { leaseMs: 600_000, liveMax: 100, trust: plan.trust, ...rules },
      delays,
    );
    this.#labelling = new Labelling(context, {
      delays,
      afterGold: async () => undefined,
      seen: () => ({ extent: null }),
    });
    this.#options = Array.from({ length: plan.options }, (_, i) => `option ${i}`);
  }

  async gather(): Promise<readonly Member[]> {
    const { workers, clickers, skill } = this.#plan;
    const { storage, ids, clock } = this.#context;
    const members: Member[] = [];
    for (let i = 0; i < workers; i++) {
      const workerId = ids.next('worker');
      const profile = { displayName: 'Kim', country: 'DE', primaryLanguage: 'en', languages: [] };
      const worker = {
        workerId,
        email: `${i}@crowd.example`,
        passwordHash: '',
        status: 'active',
        profile,
        payout: null,
        createdAtMs: clock.nowMs(),
      } as const;
      await storage.workers.register({ worker, emailKey: worker.email });
      const isClicker = i < workers * clickers;
      const [low, high] = skill;
      members.push({
        workerId,
        isClicker,
        skill: isClicker ? 1 / this.#plan.options : low + (high - low) * (i / workers),
        labels: 0,
        caughtAfter: null,
      });
    }
    return members;
  }

  /** The right answers, by task. */
  async submit(): Promise<ReadonlyMap<string, string>> {
    const { storage, ids, clock } = this.#context;
    const { tasks, goldItems } = this.#plan;
    const customerId = ids.next('customer');
    const customer = {
      customerId,
      name: utcDate(startMs),
      email: 'a@b.example',
      tier: 'growth',
      quotaTotal: tasks,
      quotaLeft: tasks,
      suspended: false,
      createdAtMs: clock.nowMs(),
    } as const;
    const key = { keyId: ids.next('key'), customerId, hash: ids.hex(32), hint: '', createdAtMs: startMs };
    await storage.customers.register({ customer, emailKey: customer.email, key });
    // Agreement on what is paid from a balance alone counts for everybody.
    const about = { kind: 'grant', sats: grantedSats, note: null, ref: null } as const;
    await storage.balance.enter({ entryId: 'grant', customerId, atMs: clock.nowMs(), ...about });
    const item = () => ({
      type: 'text_classification' as const,
      data_url: `https://example.com/${this.#pick()}`,
      label_spec: { question: 'Which?', options: this.#options },
    });
    const gold = new GoldItems(this.#context, rules);
    if (goldItems > 0)
      await gold.add(Array.from({ length: goldItems }, () => ({ ...item(), gold_label: this.#pick() })));
    const intake = new Intake(this.#context, rules);
    const truths = new Map<string, string>();
    for (let made = 0; made < tasks; made += tasksPerBatch) {
      const inputs = Array.from({ length: Math.min(tasksPerBatch, tasks - made) }, item);
      const outcome = await intake.submitBatch(customer, inputs, null);
      if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${outcome.kind}`);
      for (const { taskId } of outcome.tasks) truths.set(taskId, this.#pick());
    }
    this.#truths = truths;
    return truths;
  }

  #truths: ReadonlyMap<string, string> = new Map();

  /** One claim and its answers. False: there was nothing for the member. */
  async work(member: Member): Promise<boolean> {
    const { storage, clock, random } = this.#context;
    const { workerId } = member;
    const next = await this.#router.next((await storage.workers.get(workerId))!, claimCount);
    if (next.kind !== 'work' || next.items.length === 0) return false;
    for (const { assignmentId, task } of next.items) {
      clock.advance(secondsPerLabel * 1_000);
      const truth =
        task.gold === undefined ? this.#truths.get(task.taskId)! : this.#options[task.gold.option]!;
      const others = this.#options.filter((option) => option !== truth);
      const label =
        fraction(random) < member.skill ? truth : others[Math.floor(fraction(random) * others.length)]!;
      const [result] = await this.#labelling.submit({ workerId }, [{ assignmentId, label }]);
      if (result?.kind !== 'accepted') throw new Error(`a label was refused: ${result?.kind}`);
      this.#count(member, task.gold !== undefined);
      if (
        member.caughtAfter === null &&
        standing(await storage.trust.sums(workerId), this.#plan.trust) !== 'open'
      )
        member.caughtAfter = member.labels;
    }
    return true;
  }

  async figures(members: readonly Member[], truths: ReadonlyMap<string, string>): Promise<CrowdFigures> {
    const { storage } = this.#context;
    const tasks = await storage.tasks.many([...truths.keys()]);
    const decided = tasks.filter((task) => task !== null).filter((task) => task.decision !== null);
    const right = decided.filter(
      (task) => task.labelSpec.options[task.decision!.option] === truths.get(task.taskId),
    );
    const honest = members.filter((member) => !member.isClicker);
    const workers = await Promise.all(honest.map(({ workerId }) => storage.workers.get(workerId)));
    return {
      decided: decided.length,
      accuracy: right.length / decided.length,
      clickersCaughtAfter: members.filter((member) => member.isClicker).map((member) => member.caughtAfter),
      honestKept: honest.filter((member) => member.caughtAfter !== null).length,
      honestSuspended: workers.filter((worker) => worker?.status === 'suspended').length,
      goldShare: this.#goldLabels / this.#labels,
      clickerLabels: this.#clickerLabels,
    };
  }

  #count(member: Member, isGold: boolean): void {
    member.labels++;
    this.#labels++;
    if (isGold) this.#goldLabels++;
    else if (member.isClicker) this.#clickerLabels++;
  }

  #pick(): string {
    return this.#options[Math.floor(fraction(this.#context.random) * this.#options.length)]!;
  }
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, at: fraction(random) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
