import {
  answerMs,
  answerToWorker,
  type GivenAnswer,
  type GoldRecord,
  isAgreed,
  type PoolMember,
  type PracticeRecord,
  parseAnswerByWorker,
  percentOf,
  poolsOfWorkerMax,
  practiceAgainAtMs,
  practicePool,
  practiceRoundMax,
  practiceSetMax,
  type QuestionRecord,
  questionListedMs,
  questionOfId,
  rightIn,
  type SeenBy,
  speaks,
  type Task,
  type WorkerRecord,
  withValues,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { fraction } from '@asg/runtime';
import { questionPlace } from '@asg/storage';
import { at } from '@asg/values/present';
import { type BadAnswer, badAnswer } from '../bad-answer.ts';
import { shownGold } from '../submission/gold.ts';

/** How far a worker is in a round. */
interface PracticeScoreNow {
  readonly answered: number;
  readonly items: number;
  readonly right: number;
}

/** A question as a worker finds it in the list. */
export interface PracticeQuestion {
  readonly record: QuestionRecord;
  /** The organisation whose own people alone label it; null: the public crowd. */
  readonly organisation: string | null;
  /** What an answer takes; null: too few are known. */
  readonly answerMs: number | null;
  readonly score: PracticeScoreNow;
  /** From 0 to 1. */
  readonly best: number | null;
  /** When the next round can begin; null: now. Unix ms. */
  readonly againAtMs: number | null;
}

/** An item of practice. */
export interface PracticeItemShown {
  /** As a worker sees it. */
  readonly id: string;
  readonly item: GoldRecord;
  readonly organisation: string | null;
}

export type PracticeAnswered =
  | { readonly kind: 'not_found' | 'other_label_given' }
  | BadAnswer
  | {
      readonly kind: 'answered';
      readonly isRight: boolean;
      readonly answer: ReturnType<typeof answerToWorker>;
      readonly explanation: string | null;
      readonly score: PracticeScoreNow;
    };

interface QuestionsPage {
  readonly questions: readonly PracticeQuestion[];
  readonly next: string | null;
}

const form = /^(\d{1,2})\.(\d{16})\.([0-9a-f]{32})$/;

/** Items that customers set apart, for workers to learn a question by. Nothing of it is paid, or says anything of a worker elsewhere. */
export class Practice {
  readonly #context: EngineContext;
  readonly #seen: SeenBy;

  /** `seen`: how large an item is that the worker was shown. */
  constructor(context: EngineContext, { seen }: { readonly seen: SeenBy }) {
    this.#context = context;
    this.#seen = seen;
  }

  /** Questions with practice that are the worker's to label: as many are looked at as a page has. */
  async list(
    worker: WorkerRecord,
    limit: number,
    cursor: string | null,
  ): Promise<QuestionsPage | 'bad_cursor'> {
    const [, index = '0', moment, question] = form.exec(cursor ?? '') ?? [];
    if (cursor !== null && moment === undefined) return 'bad_cursor';
    const { storage, clock } = this.#context;
    const memberships = await this.#memberships(worker.workerId);
    const groups = [...activeIn(memberships), ''];
    const oldestMs = clock.nowMs() - questionListedMs;
    const found: QuestionRecord[] = [];
    let left = limit;
    let before = moment === undefined ? null : `${moment} ${question}`;
    let next: string | null = null;
    for (let i = Number(index); i < groups.length && next === null; i++, before = null) {
      const page = await storage.questions.asked({ group: at(groups, i), limit: left + 1, before });
      const fresh = page.filter(({ askedAtMs }) => askedAtMs > oldestMs);
      const taken = fresh.slice(0, left);
      found.push(...taken.filter((record) => isTheirs(record, worker, memberships)));
      left -= taken.length;
      const last = taken.at(-1);
      if (fresh.length > taken.length)
        next = last === undefined ? cursor : `${i}.${questionPlace(last).replace(' ', '.')}`;
    }
    const shown = await Promise.all(found.map((record) => this.#shown(worker.workerId, record)));
    return { questions: shown.filter((one) => one !== null), next };
  }

  /** Null: its items were all taken away. */
  async #shown(workerId: string, record: QuestionRecord): Promise<PracticeQuestion | null> {
    const { storage, clock } = this.#context;
    const { question } = record;
    const [known, items, organisation] = await Promise.all([
      storage.practices.get({ workerId, question }),
      storage.gold.ofPool({ pool: practicePool(question), limit: practiceRoundMax }),
      this.#organisation(record),
    ]);
    if (items.length === 0) return null;
    const againAtMs = practiceAgainAtMs(known);
    return {
      record,
      organisation,
      answerMs: answerMs(record),
      score: known === null ? { answered: 0, items: latest(items).length, right: 0 } : scoreOf(known),
      best: known?.best == null ? null : percentOf(known.best) / 100,
      againAtMs: againAtMs === null || againAtMs <= clock.nowMs() ? null : againAtMs,
    };
  }

  async #organisation({ own, customerId }: QuestionRecord): Promise<string | null> {
    if (own !== true) return null;
    return (await this.#context.storage.customers.get(customerId))?.name ?? null;
  }

  async #memberships(workerId: string): Promise<readonly PoolMember[]> {
    const page = { group: workerId, limit: poolsOfWorkerMax, after: null };
    return this.#context.storage.poolMembers.ofWorker(page);
  }

  /** The next items of the worker's round; none where it is over. Null: the question is none of theirs. */
  async next(
    worker: WorkerRecord,
    questionId: string,
    count: number,
  ): Promise<readonly PracticeItemShown[] | null> {
    const { storage, clock, random, assignmentIds } = this.#context;
    const { workerId } = worker;
    const question = questionOfId(questionId);
    const record = question === null ? null : await storage.questions.get({ question });
    if (record === null || !isTheirs(record, worker, await this.#memberships(workerId))) return null;
    const pool = practicePool(record.question);
    const items = latest(await storage.gold.ofPool({ pool, limit: practiceSetMax }));
    const begun = await storage.practices.begin({
      workerId,
      question: record.question,
      customerId: record.customerId,
      set: items.map(({ goldId }) => goldId),
      nowMs: clock.nowMs(),
      randomness: fraction(random),
    });
    const done = new Set(begun?.answers.map(({ goldId }) => goldId));
    const organisation = await this.#organisation(record);
    return (begun?.items ?? [])
      .flatMap((id) => (done.has(id) ? [] : (items.find(({ goldId }) => goldId === id) ?? [])))
      .slice(0, count)
      .map((item) => ({ id: assignmentIds.sealPractice(workerId, item.goldId), item, organisation }));
  }

  /** The item under an id that this worker was given, as a task that shows it; null: there is none, or none any more. */
  async task(workerId: string, id: string): Promise<Task | null> {
    const item = await this.#item(workerId, id);
    if (item === null) return null;
    return shownGold(item, this.#context.clock.nowMs());
  }

  async #item(workerId: string, id: string): Promise<GoldRecord | null> {
    const goldId = this.#context.assignmentIds.openPractice(workerId, id);
    const stored = goldId === null ? null : await this.#context.storage.gold.get(goldId);
    return stored?.gold.practice === undefined || stored.retiredAtMs !== null ? null : stored.gold;
  }

  /** Of all that the worker practised, by question. */
  of(
    workerId: string,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly PracticeRecord[]> {
    return this.#context.storage.practices.ofWorker({ group: workerId, ...page });
  }

  /** The first answer to an item counts; given again, it is told the same. `itemToken`: what came with the item, if that is brought. */
  async answer(
    workerId: string,
    id: string,
    answered: GivenAnswer,
    itemToken: string | null = null,
  ): Promise<PracticeAnswered> {
    const { storage, clock } = this.#context;
    const item = await this.#item(workerId, id);
    if (item?.practice === undefined) return { kind: 'not_found' };
    const { goldId, answer, labelSpec } = item;
    const shown = shownGold(item, clock.nowMs());
    const { question, explanation = null } = item.practice;
    const extent = this.#seen(workerId, { goldId }, itemToken)?.extent ?? undefined;
    const found = parseAnswerByWorker(shown, workerId, { ...answered, extent });
    if (!found.ok) return badAnswer(labelSpec, found.refusal);
    const { option } = found.value;
    const isTrue = isAgreed(withValues(shown, found.value), option, answer);
    const given = { goldId, option, isRight: isTrue, atMs: clock.nowMs() };
    const after = await storage.practices.answer({ workerId, question, answer: given });
    if (after === null) return { kind: 'not_found' };
    const place = after.answers.findIndex((one) => one.goldId === goldId);
    const first = at(after.answers, place);
    if (first.option !== option) return { kind: 'other_label_given' };
    const sinceMs = after.answers[place - 1]?.atMs ?? after.begunAtMs;
    const time = { name: `${workerId} ${goldId}`, ms: first.atMs - sinceMs };
    await storage.questions.time({ question, time });
    await storage.gold.practised({ goldId, option, answerId: `${workerId} ${first.atMs}` });
    const { isRight } = first;
    return {
      kind: 'answered',
      isRight,
      answer: answerToWorker(shown, workerId, answer),
      explanation,
      score: scoreOf(after),
    };
  }
}

const scoreOf = (record: PracticeRecord): PracticeScoreNow => ({
  answered: record.answers.length,
  items: record.items.length,
  right: rightIn(record),
});

/** Without those that were given again since: the latest of an item counts. `items`: the latest first. */
function latest(items: readonly GoldRecord[]): readonly GoldRecord[] {
  return items.filter(({ dataUrl }, i) => items.findIndex((one) => one.dataUrl === dataUrl) === i);
}

const activeIn = (memberships: readonly PoolMember[]): readonly string[] =>
  memberships.flatMap(({ state, customerId }) => (state === 'active' ? [customerId] : []));

/** Whether tasks of the question may be given to the worker, as far as it says itself. */
function isTheirs(
  { own, customerId, language, sensitive }: QuestionRecord,
  { profile }: WorkerRecord,
  memberships: readonly PoolMember[],
): boolean {
  const isIn = memberships.some((one) => one.customerId === customerId);
  if (own === true ? !activeIn(memberships).includes(customerId) : isIn) return false;
  if (profile === null || (sensitive === true && profile.sensitive !== true)) return false;
  return speaks([profile.primaryLanguage, ...profile.languages], language ?? '');
}
