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
import type { GoldStore } from '../trust/gold.ts';
import type { TrustStore } from '../trust/store.ts';

/** What to do with a task that a worker could get: give it, give a gold task first, or pass it over. */
export type Turn = 'give' | 'passed_over' | Task;

interface Parts {
  readonly trust: TrustStore;
  readonly gold: GoldStore;
}

/** How trust bears on one claim. Lives as long as the claim. The gold tasks it gives are still to be stored. */
export class ClaimTrust {
  readonly #parts: Parts;
  readonly #request: ClaimWork;
  readonly #trust: ClaimTerms;
  readonly #overall: TrustSums;
  readonly #templates = new Map<string, TrustSums>();
  #drawn = 0;

  private constructor(parts: Parts, request: ClaimWork, trust: ClaimTerms, overall: TrustSums) {
    this.#parts = parts;
    this.#request = request;
    this.#trust = trust;
    this.#overall = overall;
  }

  static async of(parts: Parts, request: ClaimWork): Promise<ClaimTrust | null> {
    if (request.trust === undefined) return null;
    return new ClaimTrust(parts, request, request.trust, await parts.trust.sums(request.workerId));
  }

  /** Templates that the worker was kept from, and no more is: their tasks are behind the worker's cursors. */
  async recovered(): Promise<readonly string[]> {
    const { trust } = this.#parts;
    const { workerId } = this.#request;
    const recovered: string[] = [];
    for (const template of await trust.passedOver(workerId)) {
      if (!(await this.#isKeptFrom(template))) recovered.push(template);
    }
    return recovered;
  }

  /** What to do where this task, which wants the worker, is next. */
  async turn(task: Task): Promise<Turn> {
    const template = templateKey(task, sha256);
    const draw = this.#trust.draws[this.#drawn++];
    const sums = await this.#sums(template);
    const { isKept, wantsGold } = mixingFor(this.#overall, sums, this.#trust, draw);
    const gold = draw !== undefined && wantsGold ? await this.#goldLike(task, template, draw) : null;
    if (gold !== null) return gold;
    if (!isKept) return 'give';
    await this.#parts.trust.passOver(this.#request.workerId, template);
    return 'passed_over';
  }

  /** The next gold task of the worker: such as this one, where there is one, or of any kind. */
  async goldAlone(like: Task | null): Promise<{ readonly task: Task | null; readonly isUsedUp: boolean }> {
    const draw = this.#trust.draws[this.#drawn++];
    if (draw === undefined) return { task: null, isUsedUp: false };
    const fitting = like === null ? null : await this.#goldLike(like, templateKey(like, sha256), draw);
    if (fitting !== null) return { task: fitting, isUsedUp: false };
    const { pools, isAll } = await this.#parts.gold.operatorPools(
      draw.placeRandomness,
      this.#request.languages,
    );
    for (const pool of pools) {
      const item = await this.#meet(pool, draw);
      if (item !== null) return { task: this.#held(item, like, draw), isUsedUp: false };
    }
    return { task: null, isUsedUp: isAll };
  }

  /** A gold task that looks as this one does: the customer's own first, then the operator's. */
  async #goldLike(task: Task, template: string, draw: GoldDraw): Promise<Task | null> {
    for (const pool of poolsLike(task, template)) {
      const item = await this.#meet(pool, draw);
      if (item !== null) return this.#held(item, task, draw);
    }
    return null;
  }

  #meet(pool: string, { placeRandomness }: GoldDraw): Promise<GoldRecord | null> {
    return this.#parts.gold.meet(this.#request.workerId, pool, placeRandomness);
  }

  #held(item: GoldRecord, neighbour: Task | null, draw: GoldDraw): Task {
    return goldTaskOf(item, neighbour, draw, this.#request).task;
  }

  async #isKeptFrom(template: string): Promise<boolean> {
    return isKeptFrom(this.#overall, await this.#sums(template), this.#trust.rules);
  }

  async #sums(template: string): Promise<TrustSums> {
    const known =
      this.#templates.get(template) ?? (await this.#parts.trust.sums(this.#request.workerId, template));
    this.#templates.set(template, known);
    return known;
  }
}
