import { holdItems, problemAt } from '@asg/assets';
import {
  answerText,
  finalLabel,
  type GoldFilter,
  type GoldRecord,
  type GoldUse,
  goldPlace,
  goldReasonOf,
  idPrefixes,
  isSensitive,
  type Task,
} from '@asg/domain';
import type { EngineContext, Violation } from '@asg/people/context';
import type { GoldUseChange, StoredGold } from '@asg/storage';
import { questionOf } from '../submission/crowd.ts';
import { goldRecord, shownGold } from '../submission/gold.ts';
import { listPractice } from '../submission/practice.ts';
import type { IntakeRules } from '../submission/task-input.ts';
import { type AddGoldResult, addGold, type GoldInput, notAnOption } from './gold-items.ts';

export interface GoldPage {
  readonly items: readonly StoredGold[];
  readonly nextCursor: string | null;
}

/** What a customer wants of a task of theirs; what is left out follows from it. */
export interface WantedGold {
  readonly label?: string | null;
  readonly reason?: string | null;
  readonly use?: GoldUse | null;
}

export type FromTask =
  | { readonly kind: 'made' | 'there'; readonly gold: StoredGold }
  | { readonly kind: 'not_found' | 'open' | 'undecided' | 'erased' | 'elsewhere' | 'other' }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };

/** Accounts that are remembered of those who saw a task. */
const seenByMax = 500;

/** A customer's own gold: mixed among their tasks alone, and evidence for nobody else. */
export class CustomerGold {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #rules: IntakeRules;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>, rules: IntakeRules) {
    this.#context = context;
    this.#rules = rules;
  }

  async page(filter: GoldFilter, limit: number, cursor: string | null): Promise<GoldPage> {
    const { gold } = this.#context.storage;
    const found = await gold.listed({ ...filter, limit: limit + 1, before: cursor });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return { items, nextCursor: hasMore ? goldPlace(filter.sort, last) : null };
  }

  /** Null: there is none of theirs. */
  async get(customerId: string, goldId: string): Promise<StoredGold | null> {
    const found = await this.#context.storage.gold.get(goldId);
    return found?.gold.owner === customerId ? found : null;
  }

  /** What it shows, as a task that is none; null: there is none of theirs, or its content was deleted. */
  async shown(customerId: string, goldId: string): Promise<Task | null> {
    const found = await this.get(customerId, goldId);
    if (found === null || found.gold.dataUrl === '') return null;
    return shownGold(found.gold, this.#context.clock.nowMs());
  }

  /** Adds all items or none. */
  add(
    customerId: string,
    inputs: readonly GoldInput[],
    adding: { readonly fromFile?: boolean; readonly at?: (index: number) => string } = {},
  ): Promise<AddGoldResult> {
    return addGold(this.#context, this.#rules, inputs, { owner: customerId, ...adding });
  }

  /** It is given out no more. Null: there is none of theirs. */
  async retire(customerId: string, goldId: string): Promise<StoredGold | null> {
    if ((await this.get(customerId, goldId)) === null) return null;
    const { storage, clock } = this.#context;
    return storage.gold.retire({ goldId, nowMs: clock.nowMs() });
  }

  /** Sets it apart for practice, or mixes it among tasks. `isOwn`: own people alone are to practise it. */
  async use(customerId: string, goldId: string, use: GoldUse, isOwn: boolean): Promise<GoldUseChange> {
    const found = await this.get(customerId, goldId);
    if (found === null) return { kind: 'not_found' };
    const { storage, clock } = this.#context;
    if (use === 'test') return storage.gold.use({ goldId, wanted: null });
    const { type, labelSpec } = found.gold;
    const crowd = isOwn ? 'own' : null;
    const question = questionOf({ type, labelSpec, crowd }, customerId);
    const wanted = { question, ...(isOwn && { own: true as const }) };
    if (found.retiredAtMs === null)
      await listPractice(storage, [{ ...found.gold, practice: wanted }], clock.nowMs());
    return storage.gold.use({ goldId, wanted });
  }

  /** Makes gold of a task that was decided; once, however often it is asked for. Its answer: what is said here, else their review's, else the decision. */
  async fromTask(customerId: string, taskId: string, wanted: WantedGold): Promise<FromTask> {
    const { storage } = this.#context;
    const task = await storage.tasks.get(taskId);
    if (task === null || task.customerId !== customerId) return { kind: 'not_found' };
    const problem = problemOf(task);
    if (problem !== null) return { kind: problem };
    const label = wanted.label ?? finalLabel(task);
    if (label === null) return { kind: 'undecided' };
    const made = this.#record(task, label, wanted);
    if (made === null) return { kind: 'invalid', violations: [notAnOption('label')] };
    const known = await this.get(customerId, made.goldId);
    if (known !== null) return { kind: isSame(known.gold, made) ? 'there' : 'other', gold: known };
    const nowMs = this.#context.clock.nowMs();
    const { goldId: userId, dataUrl } = made;
    const unheld = await holdItems(storage, {
      customerId,
      items: [{ userId, dataUrl }],
      texts: new Map(),
      nowMs,
      bytesMax: this.#rules.assetsBytesMax,
    });
    if (unheld.size > 0)
      return { kind: 'invalid', violations: [...unheld.values()].map((one) => problemAt(one, '')) };
    await listPractice(storage, [made], nowMs);
    await storage.gold.add([made]);
    const gold = await this.get(customerId, made.goldId);
    return gold === null ? { kind: 'not_found' } : { kind: 'made', gold };
  }

  #record(task: Task, label: string, { reason, use }: WantedGold): GoldRecord | null {
    const { taskId, customerId, type, dataUrl, labelSpec, language, crowd, labels } = task;
    const isOwn = crowd?.ownUntilMs === null;
    const practice = {
      question: questionOf({ type, labelSpec, crowd: isOwn ? 'own' : null }, customerId),
      ...(isOwn && { own: true as const }),
      ...(reason != null && { explanation: reason }),
    };
    const start = task.start === undefined ? null : answerText(task, task.start);
    const input = {
      start,
      ...{ type, data_url: dataUrl, labelSpec, language, sensitive: isSensitive(task) },
      ...{ gold_label: label, practice: use === 'practice' ? practice : null },
    };
    const createdAtMs = this.#context.clock.nowMs();
    const place = { goldId: goldIdOf(taskId), owner: customerId, jobId: null, createdAtMs };
    const seenBy = new Set([...labels, ...task.assignments].map(({ workerId }) => workerId));
    for (const workerId of task.skippedBy.slice(-seenByMax)) seenBy.add(workerId);
    const made = goldRecord(input, place);
    return made && { ...made, taskId, seenBy: [...seenBy], ...(reason != null && { reason }) };
  }
}

/** What is made of a task is one item, whoever asks how often. */
export const goldIdOf = (taskId: string): string => idPrefixes.gold + taskId.slice(idPrefixes.task.length);

function problemOf({ decision, closedAtMs, erased, dataUrl }: Task): 'open' | 'erased' | 'elsewhere' | null {
  if (closedAtMs === null && decision === null) return 'open';
  if (erased !== undefined) return 'erased';
  // What needs the credentials of a job is gone with them.
  return /^(?:https?|asset|data):/.test(dataUrl) ? null : 'elsewhere';
}

function isSame(known: GoldRecord, made: GoldRecord): boolean {
  const reason = goldReasonOf(made);
  return known.answer === made.answer && (reason === null || reason === goldReasonOf(known));
}
