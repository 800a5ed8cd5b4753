import { createHash } from 'node:crypto';
import { fullTasksOneIn } from '@asg/domain';
import { entryOf } from '@asg/values/present';
import { arrivalOrder } from '../arrival-order.ts';
import type { Recording } from '../crowd-answers.ts';

/** An answer with worker and option as numbers. */
export interface OfflineAnswer {
  readonly worker: number;
  readonly option: number;
}

/** A question with its answers in the order of arrival. */
export interface OfflineQuestion {
  readonly question: string;
  readonly answers: readonly OfflineAnswer[];
  /** The right option; null: unknown, or no worker's answer. */
  readonly truth: number | null;
  /** Whether the recording has a truth at all. */
  readonly isJudged: boolean;
  /** Drawn to be labelled fully by policies that stop early. */
  readonly isFull: boolean;
}

/** One run: questions in the order in which they are asked; the gold ones, whose truth is known, come first. */
export interface OfflineRun {
  readonly options: number;
  readonly gold: readonly OfflineQuestion[];
  readonly questions: readonly OfflineQuestion[];
}

/** The same files and seed give the same run anywhere: every order and draw is by a SHA-256 (hex) of texts of the file. */
export function offlineRun(recording: Recording, seed: string, goldShare: number): OfflineRun {
  const workers = new Map<string, number>();
  const numberOf = (worker: string): number => {
    const number = workers.get(worker) ?? workers.size;
    workers.set(worker, number);
    return number;
  };
  const options = new Map(recording.options.map((option, i) => [option, i]));
  const judged = recording.questions.filter(({ question }) => recording.truth.has(question));
  // One question is left to judge by, however few there are.
  const goldCount =
    goldShare === 0 ? 0 : Math.min(judged.length - 1, Math.max(1, Math.round(goldShare * judged.length)));
  const gold = new Set(
    byHash(judged, ({ question }) => `gold|${seed}|${question}`)
      .slice(0, goldCount)
      .map(({ question }) => question),
  );
  const asked = byHash(recording.questions, ({ question }) => `${seed}|${question}`).map((recorded) => ({
    question: recorded.question,
    answers: arrivalOrder(recorded, seed).map(({ worker, answer }) => ({
      worker: numberOf(worker),
      option: entryOf(options, answer),
    })),
    truth: options.get(recording.truth.get(recorded.question) ?? '') ?? null,
    isJudged: recording.truth.has(recorded.question),
    isFull:
      Number.parseInt(sha256(`full|${seed}|${recorded.question}`).slice(0, 8), 16) % fullTasksOneIn === 0,
  }));
  return {
    options: recording.options.length,
    gold: asked.filter(({ question, truth }) => gold.has(question) && truth !== null),
    questions: asked.filter(({ question }) => !gold.has(question)),
  };
}

function byHash<T>(items: readonly T[], textOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({ item, key: sha256(textOf(item)) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
