import { type GivenTexts, holdItems, type ItemProblem, problemAt } from '@asg/assets';
import {
  coverSourceOf,
  fittingTasks,
  type GoldRecord,
  type JobRecord,
  type LineNotice,
  LineNotices,
  type ManifestCursor,
  type Pause,
  type Payer,
  pauseFor,
  placedText,
  type Shortage,
} from '@asg/domain';
import { hasOwnPeople, listPractice, noPractice, noteAsked, withoutPractice } from '@asg/engines';
import type { ObjectCredentials } from '@asg/object-store';
import type { EngineContext } from '@asg/people';
import {
  type KeptLine,
  type NewTask,
  type RejectedLine,
  type RepeatedLine,
  repeatedBlockOf,
  type Storage,
} from '@asg/storage';
import { at, entryOf } from '@asg/values/present';
import type { LineTasks } from './line-tasks.ts';
import type { Chunk } from './reading/chunk.ts';
import type { OpenedManifest } from './reading/open-manifest.ts';

/** Gold items count in no quota. */
const goldLinesMax = 10_000;
/** What is told of a job's lines that became tasks all the same. */
const noticesMax = 20;

/** Makes what chunks of a manifest amount to. */
export class ChunkTasks {
  readonly #context: EngineContext;
  readonly #lines: LineTasks;

  constructor(context: EngineContext, lines: LineTasks) {
    this.#context = context;
    this.#lines = lines;
  }

  /** Makes tasks of a chunk's rows. The cursor is behind the last row that is done with. */
  async apply(
    job: JobRecord,
    customer: Payer,
    { chunk, form, tag, credentials }: ToApply,
  ): Promise<{ readonly cursor: ManifestCursor; readonly pause: Pause | null }> {
    const { storage } = this.#context;
    const { cursor, jobId } = job;
    const tasks = new Map<number, NewTask>();
    const rejections = new Map<number, string>();
    const kept: KeptLine[] = [];
    let { needsCredentials = false, isShared = false } = cursor;
    const gold = new Map<number, GoldRecord>();
    const texts: GivenTexts[] = [];
    const hasPeople = job.crowd?.crowd === 'own_then_public' && (await hasOwnPeople(storage, job.customerId));
    const paid = { ...job, from: coverSourceOf(customer), hasPeople };
    const lineAt = new Map(chunk.rows.map(({ place, line }) => [place, line]));
    const nameAt = new Map(chunk.rows.map(({ place, name }) => [place, name]));
    const named = (place: number, reason: string): string => {
      const name = nameAt.get(place);
      return name === undefined ? reason : `${shortened(name)}: ${reason}`;
    };
    const placed = (place: number, text: string): string => placedText(text, entryOf(lineAt, place), place);
    for (const row of chunk.rows) {
      const { place, line } = row;
      const outcome = this.#lines.read(paid, row, credentials);
      if (outcome.kind === 'task') {
        tasks.set(place, outcome.task);
        needsCredentials ||= outcome.needsCredentials;
      }
      if (outcome.kind === 'rejected') rejections.set(place, outcome.reason);
      if ('texts' in outcome && outcome.texts !== undefined) texts.push(outcome.texts);
      isShared ||= line !== place;
      if (outcome.kept !== undefined || (line !== place && outcome.kind === 'task'))
        kept.push({ line: place, text: placed(place, outcome.kept ?? '') });
      if (outcome.kind !== 'gold') continue;
      if ((cursor.gold ?? 0) + gold.size < goldLinesMax) gold.set(place, outcome.gold);
      else rejections.set(place, `a job has at most ${goldLinesMax} lines with a gold_label`);
    }
    for (const place of await this.#unpractised(tasks, gold)) {
      tasks.delete(place);
      rejections.set(place, `qualification.practice ${noPractice}`);
    }
    if (kept.length > 0) await storage.jobs.keepLines({ jobId, lines: kept });
    for (const [place, problem] of await this.#unheld(job.customerId, { tasks, gold, texts })) {
      tasks.delete(place);
      gold.delete(place);
      rejections.set(place, problemAt(problem, '').message);
    }
    let repeats: readonly RepeatedLine[] = [];
    let pause: Pause | null = null;
    let cut = Number.POSITIVE_INFINITY;
    const allowance = this.#lines.allowanceOf(customer);
    while (tasks.size > 0) {
      const sent = [...tasks];
      // The day of the money is that of now; the tasks' own time stays the job's.
      const request = {
        customerId: job.customerId,
        batch: null,
        nowMs: this.#context.clock.nowMs(),
        ...allowance,
      };
      const orders = sent.map(([, task]) => task);
      const outcome = await storage.tasks.open({ ...request, tasks: orders });
      if (outcome.kind === 'opened') {
        const taken = outcome.tasks.map(({ taskId, repeated }, i) => ({
          line: at(sent, i)[0],
          taskId,
          repeated,
        }));
        repeats = taken.flatMap(({ line, taskId, repeated }) => (repeated ? { line, taskId } : []));
        break;
      }
      if (outcome.kind === 'idempotency_conflict') {
        const [place] = at(sent, outcome.index ?? 0);
        tasks.delete(place);
        rejections.set(place, 'idempotency key was already used with another body');
        continue;
      }
      // As many as there is quota and money for; the rest of the chunk is read again later.
      const caps = orders.map(capOf);
      const fitting = fittingTasks(caps, outcome);
      pause = pauseFor(leftAfter(outcome, caps.slice(0, fitting)), paid.from);
      cut = sent[fitting]?.[0] ?? Number.POSITIVE_INFINITY;
      for (const found of [tasks, rejections, gold])
        for (const place of [...found.keys()]) if (place >= cut) found.delete(place);
    }
    const rows = chunk.rows.filter(({ place }) => place < cut);
    const isWhole = rows.length === chunk.rows.length;
    const last = rows.at(-1);
    const done = isWhole ? chunk : last;
    if (done === undefined) return { cursor, pause };
    const rejected: RejectedLine[] = [...rejections].map(([place, reason]) => ({
      line: place,
      reason: placed(place, named(place, reason)),
    }));
    if (rejected.length > 0) await storage.jobs.rejectLines({ jobId, lines: rejected });
    await keepRepeats(storage, jobId, repeats);
    await listPractice(storage, [...gold.values()], this.#context.clock.nowMs());
    if (gold.size > 0) await storage.gold.add([...gold.values()]);
    const useful = rows.findLast(({ place }) => tasks.has(place) || gold.has(place));
    const usefulEnd = useful?.end ?? cursor.usefulEnd;
    const isFirst = cursor.accepted + cursor.rejected + (cursor.gold ?? 0) === 0;
    const bad = isFirst ? rows.find(({ place }) => rejections.has(place)) : undefined;
    const cause =
      bad === undefined
        ? cursor.cause
        : `line ${bad.line}: ${named(bad.place, entryOf(rejections, bad.place))}`;
    const lineReached = isWhole ? Number.POSITIVE_INFINITY : (last?.line ?? 0);
    const said = chunk.notices.filter(({ line }) => line <= lineReached);
    const notices = noticesOf(cursor.notices ?? [], said);
    return {
      cursor: {
        offset: done.end,
        line: done.place,
        ...(form === null ? {} : { form }),
        tag: cursor.tag ?? tag,
        accepted: cursor.accepted + tasks.size,
        repeated: cursor.repeated + repeats.length,
        rejected: cursor.rejected + rejected.length,
        ...(needsCredentials ? { needsCredentials } : {}),
        ...(isShared ? { isShared } : {}),
        gold: (cursor.gold ?? 0) + gold.size,
        ...(usefulEnd === undefined ? {} : { usefulEnd }),
        ...(cause == null ? {} : { cause }),
        ...(notices.length === 0 ? {} : { notices }),
      },
      pause,
    };
  }

  /** Lines that ask for practice that there is none of, in the file so far and before it. */
  async #unpractised(
    tasks: ReadonlyMap<number, NewTask>,
    gold: ReadonlyMap<number, GoldRecord>,
  ): Promise<readonly number[]> {
    const given = new Set([...gold.values()].map(({ practice }) => practice?.question));
    const asked = [...tasks].flatMap(([place, { order }]) =>
      order.qualification === undefined || given.has(order.qualification.question)
        ? []
        : [{ place, question: order.qualification.question }],
    );
    const { storage, clock } = this.#context;
    const questions = new Set(asked.map(({ question }) => question));
    const without = await withoutPractice(storage, questions);
    await noteAsked(storage, questions.difference(without), clock.nowMs());
    return asked.flatMap(({ place, question }) => (without.has(question) ? [place] : []));
  }

  /** Keeps the texts of a chunk; its lines that name an asset which the customer does not hold. */
  async #unheld(customerId: string, { tasks, gold, texts }: Made): Promise<ReadonlyMap<number, ItemProblem>> {
    const { storage, clock } = this.#context;
    const shown = [
      ...[...tasks].map(([line, { order }]) => ({ line, userId: order.taskId, dataUrl: order.dataUrl })),
      ...[...gold].map(([line, { goldId, dataUrl }]) => ({ line, userId: goldId, dataUrl })),
    ];
    const all = new Map(texts.flatMap((some) => [...some]));
    const bytesMax = this.#lines.assetsBytesMax;
    const wanted = { customerId, items: shown, texts: all, nowMs: clock.nowMs(), bytesMax };
    const unheld = await holdItems(storage, wanted);
    return new Map([...unheld].map(([index, problem]) => [at(shown, index).line, problem]));
  }
}

/** What is short once the tasks that fit are open. */
function leftAfter(shortage: Shortage, capsSats: readonly number[]): Shortage {
  if (shortage.kind !== 'funds_short') return shortage;
  return { ...shortage, freeSats: capsSats.reduce((left, capSats) => left - capSats, shortage.freeSats) };
}

const capOf = ({ order }: NewTask): number => order.cover?.capSats ?? 0;

async function keepRepeats(storage: Storage, jobId: string, repeats: readonly RepeatedLine[]): Promise<void> {
  const blocks = Map.groupBy(repeats, ({ line }) => repeatedBlockOf(line));
  for (const [block, lines] of blocks) await storage.repeatedLines.put({ jobId, block, lines });
}

const nameLengthMax = 200;

/** The end of a name tells more than its folders. */
const shortened = (name: string): string =>
  name.length <= nameLengthMax ? name : `…${name.slice(-nameLengthMax).toWellFormed()}`;

interface Made {
  readonly tasks: ReadonlyMap<number, NewTask>;
  readonly gold: ReadonlyMap<number, GoldRecord>;
  readonly texts: readonly GivenTexts[];
}

type ToApply = Pick<OpenedManifest, 'form' | 'tag'> & {
  readonly chunk: Chunk;
  readonly credentials: ObjectCredentials | null;
};

function noticesOf(before: readonly LineNotice[], found: readonly LineNotice[]): readonly LineNotice[] {
  const notices = new LineNotices(noticesMax);
  for (const notice of [...before, ...found]) notices.add(notice);
  return notices.list;
}
