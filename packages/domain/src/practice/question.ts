import { templateAnswers } from '../answers/places.ts';
import type { Sha256 } from '../sha256.ts';
import type { TaskOrder } from '../task/task.ts';

/** A question of a customer's that workers can practise, as it is listed for them. */
export interface QuestionRecord {
  /** `questionKey`. */
  readonly question: string;
  readonly customerId: string;
  /** Only the organisation's own people are shown it. */
  readonly own?: true;
  readonly type: TaskOrder['type'];
  readonly text: string;
  readonly options: readonly string[];
  /** Of the item that was given last: BCP 47, lower case; null: any worker. */
  readonly language: string | null;
  readonly sensitive?: true;
  /** When it was given practice, or asked of who is qualified, last; exact to an hour. */
  readonly askedAtMs: number;
  /** How long the latest answers took, each under a name of its own. */
  readonly times: readonly QuestionTime[];
}

export interface QuestionTime {
  readonly name: string;
  readonly ms: number;
}

/** What names a question, whoever labels it. */
type Asked = Pick<TaskOrder, 'customerId' | 'type'> & {
  readonly isOwn: boolean;
  readonly labelSpec: TaskOrder['labelSpec'];
};

const keyBytes = 16;
const askedStepMs = 3_600_000;
const timesMax = 32;
/** Fewer tell nothing of the next one. */
const timesMin = 5;
/** Who takes longer did something else meanwhile. */
export const answerMsMax = 300_000;
/** A question that nobody asked or gave practice for so long is listed no more. */
export const questionListedMs = 30 * 24 * 3_600_000;

/**
 * Names what workers practise and qualify for: whose question it is, its type, its words and its options in any order. What is for
 * own people alone is another one. 32 hex digits, which tell nothing of the customer.
 */
export function questionKey({ customerId, isOwn, type, labelSpec }: Asked, sha256: Sha256): string {
  const answers = templateAnswers(labelSpec).toSorted();
  const text = JSON.stringify([customerId, isOwn, type, labelSpec.question, ...answers]);
  const hash = sha256(new TextEncoder().encode(text)).subarray(0, keyBytes);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The record after the question was given practice or asked; the very same where that was known. */
export function askedQuestion(found: QuestionRecord | null, given: QuestionRecord): QuestionRecord {
  if (found === null) return given;
  const { language, sensitive, askedAtMs } = given;
  const isKnown = askedAtMs < found.askedAtMs + askedStepMs;
  if (isKnown && found.language === language && found.sensitive === sensitive) return found;
  const { sensitive: _before, ...kept } = found;
  return {
    ...kept,
    language,
    ...(sensitive === true && { sensitive }),
    askedAtMs: Math.max(found.askedAtMs, askedAtMs),
  };
}

/** The record with one time more; the very same where it is counted, or tells nothing. */
export function timedQuestion(found: QuestionRecord, { name, ms }: QuestionTime): QuestionRecord {
  if (ms <= 0 || ms > answerMsMax || found.times.some((one) => one.name === name)) return found;
  return { ...found, times: [...found.times, { name, ms }].slice(-timesMax) };
}

/** What an answer takes: the median of the latest; null: too few are known. In ms. */
export function answerMs({ times }: Pick<QuestionRecord, 'times'>): number | null {
  if (times.length < timesMin) return null;
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

const questionPrefix = 'qst_';

/** How workers name a question, from its key. */
export const questionId = (question: string): string => questionPrefix + question;

/** The key in such a name; null: it is none. */
export function questionOfId(id: string): string | null {
  return /^qst_([0-9a-f]{32})$/.exec(id)?.[1] ?? null;
}
