import {
  type ClaimTerms,
  type ClaimWork,
  type GoldDraw,
  type GoldRecord,
  goldTaskOf,
  isKeptFrom,
  mixingFor,
  poolsLike,
  type Task,
  type TrustSums,
  templateKey,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { TaskTable } from '../tasks/task-table.ts';
import type { GoldTable } from '../trust/gold.ts';
import type { TrustTable } from '../trust/trust-table.ts';

/** What to do with a task that a worker could get: give it, give a gold task first, or pass it over. */
export type Turn = 'give' | 'passed_over' | Task;

interface Parts {
  readonly tasks: TaskTable;
  readonly trust: TrustTable;
  readonly gold: GoldTable;
}

/** How trust bears on one claim. Lives as long as the claim. */
export class ClaimTrust {
  readonly #parts: Parts;
  readonly #request: ClaimWork;
  readonly #trust: ClaimTerms;
  readonly #overall: TrustSums;
  readonly #templates = new Map<string, TrustSums>();
  #drawn = 0;

  constructor(parts: Parts, request: ClaimWork, trust: ClaimTerms) {
    this.#parts = parts;
    this.#request = request;
    this.#trust = trust;
    this.#overall = parts.trust.load(request.workerId);
  }

  /** Templates that the worker was kept from, and no more is: their tasks are behind the worker's cursors. */
  recovered(): readonly string[] {
    const { trust } = this.#parts;
    const { workerId } = this.#request;
    const recovered = trust.passedOver(workerId).filter((template) => !this.#isKeptFrom(template));
    for (const template of recovered) trust.takeUp(workerId, template);
    return recovered;
  }

  /** What to do where this task, which wants the worker, is next. */
  turn(task: Task): Turn {
    const template = templateKey(task, sha256);
    const draw = this.#trust.draws[this.#drawn++];
    const sums = this.#sums(template);
    const { isKept, wantsGold } = mixingFor(this.#overall, sums, this.#trust, draw);
    const gold = draw !== undefined && wantsGold ? this.#goldLike(task, template, draw) : null;
    if (gold !== null) return gold;
    if (!isKept) return 'give';
    this.#parts.trust.passOver(this.#request.workerId, template);
    return 'passed_over';
  }

  /** The next gold task of the worker: such as this one, where there is one, or of any kind. */
  goldAlone(like: Task | null): { readonly task: Task | null; readonly isUsedUp: boolean } {
    const draw = this.#trust.draws[this.#drawn++];
    if (draw === undefined) return { task: null, isUsedUp: false };
    const fitting = like === null ? null : this.#goldLike(like, templateKey(like, sha256), draw);
    if (fitting !== null) return { task: fitting, isUsedUp: false };
    const { pools, isAll } = this.#parts.gold.operatorPools(draw.placeRandomness, this.#request.languages);
    for (const pool of pools) {
      const item = this.#meet(pool, draw);
      if (item !== null) return { task: this.#hold(item, like, draw), isUsedUp: false };
    }
    return { task: null, isUsedUp: isAll };
  }

  /** A gold task that looks as this one does: the customer's own first, then the operator's. */
  #goldLike(task: Task, template: string, draw: GoldDraw): Task | null {
    for (const pool of poolsLike(task, template)) {
      const item = this.#meet(pool, draw);
      if (item !== null) return this.#hold(item, task, draw);
    }
    return null;
  }

  #meet(pool: string, { placeRandomness }: GoldDraw): GoldRecord | null {
    return this.#parts.gold.meet(this.#request.workerId, pool, placeRandomness);
  }

  #hold(item: GoldRecord, neighbour: Task | null, draw: GoldDraw): Task {
    const { order, task } = goldTaskOf(item, neighbour, draw, this.#request);
    this.#parts.tasks.insertHeld(order, task);
    return task;
  }

  #isKeptFrom(template: string): boolean {
    return isKeptFrom(this.#overall, this.#sums(template), this.#trust.rules);
  }

  #sums(template: string): TrustSums {
    const known = this.#templates.get(template) ?? this.#parts.trust.load(this.#request.workerId, template);
    this.#templates.set(template, known);
    return known;
  }
}
