import { at, entryOf } from '@asg/values/present';
import { costOfLabels } from '../balance/cover.ts';
import type { AllowanceTerms } from '../balance/reservation.ts';
import type { Sats } from '../money/sats.ts';
import type { CoverSource } from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import { customerRow } from '../task/owner.ts';
import type { Task, TaskOrder } from '../task/task.ts';
import {
  fitsTask,
  type GoldRecord,
  ownerOfPool,
  poolsAlikeMax,
  poolsReading,
  readingKey,
  type Stretch,
  templateStretch,
} from '../trust/gold-pools.ts';
import { markBegin, markOf, scopeOfMark } from '../trust/passed-over.ts';
import { type OverallTrust, overallOf, rowsFor, type TrustScope, trustIn } from '../trust/scopes.ts';
import { isKeptFrom } from '../trust/standing.ts';
import type { TrustSums } from '../trust/sums.ts';
import { templateKey } from '../trust/template.ts';
import type { ClaimTerms, ClaimWork, GoldDraw } from './claim.ts';
import { goldPrice, goldTaskOf, type Known, mixingFor, ownMixing } from './gold-mixing.ts';

/** What to do with a task that a worker could get: give it, give a gold task first, or pass it over. */
export type Turn = 'give' | 'passed_over' | HeldGold;

/** A gold task that its worker holds from the first. */
export interface HeldGold {
  readonly order: TaskOrder;
  readonly task: Task;
  /** What was taken for it from its owner's money; the house's has none. */
  readonly charge?: GoldCharge;
}

/** What a gold task can cost whoever owns it. */
export interface GoldBill {
  readonly owner: string;
  readonly sats: Sats;
  /** Where the owner has a sandbox account: what those may spend. */
  readonly allowance: AllowanceTerms;
  readonly nowMs: number;
}

/** Taken from the owner, under a name of the engine's. */
export interface GoldCharge {
  readonly owner: string;
  readonly name: string;
}

/** One thing that an engine is to do before the rules go on. */
export type Step = () => void | Promise<void>;

/** The rules ask an engine with `yield`; the engine answers at once, or in its time. */
export type Asking<Answer> = Generator<Step, Answer, void>;

export type Eventually<T> = T | Promise<T>;

/** Who gets gold, with the other accounts that are the same person's. */
export type GoldMeeter = Pick<ClaimWork, 'workerId' | 'linkedIds'>;

/** What an engine reads and writes for the rules. */
export interface TrustBooks {
  /** The sums of rows of a worker, in order. */
  rows(workerId: string, names: readonly string[]): Eventually<readonly TrustSums[]>;
  /** Up to `marksMax` marks of a worker from here on, and then from the first. */
  marks(workerId: string, begin: string): Eventually<readonly string[]>;
  mark(workerId: string, mark: string): Eventually<void>;
  /** The next item of a pool that no account of the worker has met, which they now have; null: they have met all. */
  meet(who: GoldMeeter, pool: string, placeRandomness: number): Eventually<GoldRecord | null>;
  /** What the owner of a pool pays from; null: nothing is in it, or their money does not do. */
  payingFrom(pool: string, bill: GoldBill): Eventually<Exclude<CoverSource, 'house'> | null>;
  /** Takes the bill for this task; null: their money does not do any more. */
  charge(taskId: string, bill: GoldBill): Eventually<GoldCharge | null>;
  /** Pools with names in this stretch, at most so many. */
  pools(stretch: Stretch<string>, max: number): Eventually<readonly string[]>;
  /** The operator's pools that have items, in a circle from a random place; `isAll`: there are no others. */
  operatorPools(
    randomness: number,
    languages: readonly string[],
  ): Eventually<{ readonly pools: readonly string[]; readonly isAll: boolean }>;
}

export function* asked<T>(ask: () => Eventually<T>): Asking<T> {
  const answers: { readonly value: T }[] = [];
  yield () => {
    const answer = ask();
    if (answer instanceof Promise) return answer.then((value) => void answers.push({ value }));
    answers.push({ value: answer });
    return undefined;
  };
  return at(answers, 0).value;
}

/** Has an engine that answers at once do what the rules ask. */
export function answeredNow<Answer>(asking: Asking<Answer>): Answer {
  let next = asking.next();
  for (; next.done !== true; next = asking.next()) {
    if (next.value() !== undefined) throw new Error('this engine was to answer at once');
  }
  return next.value;
}

/** Has an engine that answers in its time do what the rules ask. */
export async function answeredInTime<Answer>(asking: Asking<Answer>): Promise<Answer> {
  let next = asking.next();
  for (; next.done !== true; next = asking.next()) await next.value();
  return next.value;
}

interface TemplateKnown {
  readonly forAll: Known;
  readonly forCustomer: Known;
}

/** What trust asks for where a task of a template is next. */
type Mixing = ReturnType<typeof mixingFor> & { readonly template: string };

type TemplateScope = TrustScope & { readonly template: string };

/** How trust bears on one claim. Lives as long as the claim. */
export class ClaimTrust {
  readonly #books: TrustBooks;
  readonly #request: ClaimWork;
  readonly #terms: ClaimTerms;
  readonly #overall: OverallTrust;
  readonly #sha256: Sha256;
  readonly #rows = new Map<string, TrustSums>();
  /** By customer and template: many tasks are of one. */
  readonly #known = new Map<string, TemplateKnown>();
  /** By customer; '' is everybody. */
  readonly #overalls = new Map<string, TrustSums>();
  /** All that they are given reads the same, and other gold would be told by that. Who gets gold alone gets any. */
  readonly #isOfOneQuestion: boolean;
  #drawn = 0;

  /** `overall`: what is known of the worker. */
  constructor(
    books: TrustBooks,
    request: ClaimWork,
    known: { readonly terms: ClaimTerms; readonly overall: OverallTrust },
    sha256: Sha256,
  ) {
    this.#books = books;
    this.#request = request;
    this.#terms = known.terms;
    this.#overall = known.overall;
    this.#sha256 = sha256;
    this.#isOfOneQuestion = request.only !== undefined && !known.terms.goldOnly;
  }

  /** Marks of what the worker was kept from, and no more is: those tasks are behind the worker's cursors. */
  *recovered(): Asking<readonly string[]> {
    if (this.#request.pools !== undefined) return [];
    const begin = markBegin(this.#terms.draws[0]?.placeRandomness ?? 0);
    const marks = yield* asked(() => this.#books.marks(this.#request.workerId, begin));
    if (marks.length === 0) return [];
    const scopes = marks.map(scopeOfMark);
    yield* this.#read(scopes);
    return marks.filter((_, i) => !this.#isKeptIn(at(scopes, i)));
  }

  /**
   * What to do where this task, which wants the worker, is next. `upcoming`: one of those that are next with it, from a number
   * of 0 to 1. Gold looks like one of them: if it always looked like the very next, what follows would tell it.
   */
  *turn(task: Task, upcoming: (randomness: number) => Task | null = () => null): Asking<Turn> {
    const draw = this.#terms.draws[this.#drawn++];
    const own = yield* this.#mixing(task, draw);
    if (draw !== undefined && (own.wantsOwn || own.wantsHouse)) {
      const other = own.isKept ? null : upcoming(draw.placeRandomness);
      const beside = other === null ? own : yield* this.#mixing(other, draw);
      const [like, wants] = other === null || beside.isKept ? [task, own] : [other, beside];
      const alike = yield* this.#goldLike(like, wants, draw);
      if (alike !== null) return alike;
      const any = wants.wantsHouse && !this.#isOfOneQuestion ? yield* this.#anyHouseGold(like, draw) : null;
      if (any?.gold != null) return any.gold;
    }
    if (!own.isKept) return 'give';
    const mark = markOf(task.customerId, own.template);
    yield* asked(() => this.#books.mark(this.#request.workerId, mark));
    return 'passed_over';
  }

  *#mixing(task: Task, draw: GoldDraw | undefined): Asking<Mixing> {
    const { customerId } = task;
    const template = templateKey(task, this.#sha256);
    const name = customerRow(customerId, template);
    const isOwn = this.#request.pools !== undefined;
    const scope = { customerId, template, ...(isOwn && { own: true as const }) };
    const known = this.#known.get(name) ?? (yield* this.#knownOf(scope));
    this.#known.set(name, known);
    return { ...(isOwn ? ownMixing : mixingFor)(known, this.#terms, draw), template };
  }

  /** Gold that reads as this task does goes first, then gold of the same template; in each the customer's own before the operator's. */
  *#goldLike(
    task: Task,
    { template, wantsOwn, wantsHouse }: Omit<Mixing, 'isKept'>,
    draw: GoldDraw,
  ): Asking<HeldGold | null> {
    const reading = readingKey(task.labelSpec, this.#sha256);
    const owners = [...(wantsOwn ? [task.customerId] : []), ...(wantsHouse ? [null] : [])];
    const same = owners.flatMap((owner) => poolsReading(task, { owner, template, reading }));
    const gold = yield* this.#goldOf(same, task, draw);
    if (gold !== null || this.#isOfOneQuestion) return gold;
    for (const owner of owners) {
      const stretch = templateStretch({ owner, template });
      const alike = yield* asked(() => this.#books.pools(stretch, poolsAlikeMax));
      const others = alike.filter((pool) => fitsTask(pool, task) && !same.includes(pool));
      const other = yield* this.#goldOf(others, task, draw);
      if (other !== null) return other;
    }
    return null;
  }

  /** The next gold task of a worker who gets gold alone: the operator's, such as this task where there is one, or any. */
  *goldAlone(like: Task | null): Asking<{ readonly gold: HeldGold | null; readonly isUsedUp: boolean }> {
    const draw = this.#terms.draws[this.#drawn++];
    if (draw === undefined) return { gold: null, isUsedUp: false };
    if (like !== null) {
      const template = templateKey(like, this.#sha256);
      const fitting = yield* this.#goldLike(like, { template, wantsOwn: false, wantsHouse: true }, draw);
      if (fitting !== null) return { gold: fitting, isUsedUp: false };
    }
    return yield* this.#anyHouseGold(like, draw);
  }

  /** Of whatever template: who has met all that look like a task goes on being measured. */
  *#anyHouseGold(
    neighbour: Task | null,
    draw: GoldDraw,
  ): Asking<{ readonly gold: HeldGold | null; readonly isUsedUp: boolean }> {
    const { languages } = this.#request;
    const { pools, isAll } = yield* asked(() => this.#books.operatorPools(draw.placeRandomness, languages));
    const gold = yield* this.#goldOf(pools, neighbour, draw);
    return { gold, isUsedUp: gold === null && isAll };
  }

  /** The first item of these pools that the worker has not met, as a task that looks like its neighbour. */
  *#goldOf(pools: readonly string[], neighbour: Task | null, draw: GoldDraw): Asking<HeldGold | null> {
    for (const pool of pools) {
      const bill = this.#billOf(pool, neighbour);
      const from = bill === null ? 'house' : yield* asked(() => this.#books.payingFrom(pool, bill));
      if (from === null) continue;
      const item = yield* asked(() => this.#books.meet(this.#request, pool, draw.placeRandomness));
      if (item === null) continue;
      const held = goldTaskOf(item, neighbour, draw, this.#request, { price: this.#terms.price, from });
      if (bill === null) return held;
      const charge = yield* asked(() => this.#books.charge(held.task.taskId, bill));
      if (charge !== null) return { ...held, charge };
    }
    return null;
  }

  /** Of one label of an item in the pool; null: it is the operator's. */
  #billOf(pool: string, neighbour: Task | null): GoldBill | null {
    const owner = ownerOfPool(pool);
    if (owner === null) return null;
    const { price, allowance } = this.#terms;
    const sats = costOfLabels(1, goldPrice(neighbour, this.#request, price));
    return { owner, sats, allowance, nowMs: this.#request.nowMs };
  }

  #isKeptIn(scope: TemplateScope): boolean {
    const { overall, ofTemplate } = this.#knownIn(scope);
    return isKeptFrom(overall, ofTemplate, this.#terms.rules);
  }

  /** What is known for a customer's tasks of a template, and for everybody's. */
  *#knownOf(scope: TemplateScope): Asking<TemplateKnown> {
    yield* this.#read([scope]);
    const forCustomer = this.#knownIn(scope);
    const forAll = scope.own === true ? forCustomer : this.#knownIn({ template: scope.template });
    return { forAll, forCustomer };
  }

  /** Of what has been read. */
  #knownIn(scope: TemplateScope): Known {
    const overall = this.#overalls.get(scope.customerId ?? '') ?? this.#sumsIn(overallOf(scope));
    this.#overalls.set(scope.customerId ?? '', overall);
    return { overall, ofTemplate: this.#sumsIn(scope) };
  }

  #sumsIn(scope: TrustScope): TrustSums {
    const rows = rowsFor(scope).map((name) => entryOf(this.#rows, name));
    return trustIn(scope, this.#overall, rows);
  }

  /** Reads the rows that tell of these scopes, each once. */
  *#read(scopes: readonly TemplateScope[]): Asking<void> {
    const wanted = scopes.flatMap((scope) => [...rowsFor(scope), ...rowsFor(overallOf(scope))]);
    const names = [...new Set(wanted)].filter((name) => !this.#rows.has(name));
    if (names.length === 0) return;
    const found = yield* asked(() => this.#books.rows(this.#request.workerId, names));
    for (const [i, name] of names.entries()) this.#rows.set(name, at(found, i));
  }
}
