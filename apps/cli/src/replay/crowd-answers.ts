import type { TaskKind } from '@asg/domain/names';
import { UsageError } from '../terminal/exit.ts';
import { readCsv } from './csv-file.ts';
import { replayedKindOf } from './kinds/registry.ts';
import type { ReplayRules } from './kinds/rules.ts';

const optionsMin = 2;
const optionLimits = { distinct: 50, length: 200 };
const valueLimits = { distinct: 100_000, length: 65_536 };
const questionLengthMax = 500;

export interface RecordedAnswer {
  readonly worker: string;
  readonly answer: string;
}

/** A recorded question with all its answers, in the order of the file. */
export interface RecordedQuestion {
  readonly question: string;
  readonly answers: readonly RecordedAnswer[];
}

/** What a crowd answered, and what was right. */
export interface Recording {
  /** In the order of their first answer. */
  readonly questions: readonly RecordedQuestion[];
  /** Every distinct answer, sorted. */
  readonly options: readonly string[];
  /** The right answer by question; a question may have none. */
  readonly truth: ReadonlyMap<string, string>;
  /** Answers to questions that their worker had answered before: the first counts, as a label is final. */
  readonly passedOver: number;
  /** Of the kind; null: a choice. */
  readonly rules: ReplayRules | null;
}

/** What a label is: the kind of its task, and, where not every label that differs is wrong, from where on it agrees. */
export interface RecordedKind {
  readonly kind: TaskKind;
  readonly bar?: number | undefined;
}

/**
 * Reads `question,worker,answer` and `question,truth`. Throws a UsageError that names file, line and column where a
 * value cannot be used or a question has two truths. An empty truth is none.
 */
export async function readRecording(
  answersFile: string,
  truthFile: string,
  { kind, bar }: RecordedKind = { kind: 'choice' },
): Promise<Recording> {
  const asked = replayedKindOf(kind);
  const { questions, options, passedOver } = await readAnswers(
    answersFile,
    asked === null ? optionLimits : valueLimits,
  );
  const truth = await readTruth(truthFile);
  if (!questions.some(({ question }) => truth.has(question))) {
    throw new UsageError(`${truthFile}: has no truth for any question of ${answersFile}`);
  }
  if (asked === null) return { questions, options, truth, passedOver, rules: null };
  const rules = asked.rules([...options, ...truth.values()], bar);
  if (!rules.ok)
    throw new UsageError(`${answersFile}: ${rules.refusal.field} ${rules.refusal.message}, by its answers`);
  const textOf = (file: string, written: string): string => {
    const found = rules.value.read(written);
    if ('text' in found) return found.text;
    throw new UsageError(`${file}: ${JSON.stringify(written)} cannot be used: ${found.problem}`);
  };
  const texts = new Map(options.map((option) => [option, textOf(answersFile, option)]));
  const right = new Map([...truth].map(([question, text]) => [question, textOf(truthFile, text)]));
  // What is right beside it need not be it: nobody may have said the very truth.
  const known = rules.value.isRight === undefined ? [] : right.values();
  return {
    questions: questions.map(({ question, answers }) => ({
      question,
      answers: answers.map(({ worker, answer }) => ({ worker, answer: texts.get(answer) ?? answer })),
    })),
    options: [...new Set([...texts.values(), ...known])].sort(),
    truth: right,
    passedOver,
    rules: rules.value,
  };
}

async function readAnswers(
  file: string,
  { distinct, length }: typeof optionLimits,
): Promise<Omit<Recording, 'truth' | 'rules'>> {
  const byQuestion = new Map<string, RecordedAnswer[]>();
  const seen = new Set<string>();
  let passedOver = 0;
  const options = new Set<string>();
  for (const { line, values } of await readCsv(file, ['question', 'worker', 'answer'])) {
    const { question, worker, answer } = values;
    const at = `${file}: line ${line}, column`;
    if (question.length > questionLengthMax)
      throw new UsageError(`${at} "question" is longer than ${questionLengthMax}`);
    if (answer.length > length) throw new UsageError(`${at} "answer" is longer than ${length}`);
    const pair = JSON.stringify([question, worker]);
    if (seen.has(pair)) {
      passedOver++;
      continue;
    }
    seen.add(pair);
    options.add(answer);
    if (options.size > distinct) {
      throw new UsageError(
        `${at} "answer": "${answer}" is the ${options.size}th distinct answer; ${distinct} are the most`,
      );
    }
    const answers = byQuestion.get(question) ?? [];
    answers.push({ worker, answer });
    byQuestion.set(question, answers);
  }
  if (options.size < optionsMin) {
    throw new UsageError(
      `${file}: has ${options.size} distinct answers in column "answer", at least ${optionsMin} are needed`,
    );
  }
  const questions = [...byQuestion].map(([question, answers]) => ({ question, answers }));
  return { questions, options: [...options].sort(), passedOver };
}

async function readTruth(file: string): Promise<ReadonlyMap<string, string>> {
  const truth = new Map<string, string>();
  for (const { line, values } of await readCsv(file, ['question', 'truth'], ['truth'])) {
    if (values.truth === '' || truth.get(values.question) === values.truth) continue;
    if (truth.has(values.question)) {
      throw new UsageError(
        `${file}: line ${line}, column "question": ${values.question} has a truth already`,
      );
    }
    truth.set(values.question, values.truth);
  }
  return truth;
}

/** Reports, on the error output, answers that were skipped. */
export function reportPassedOver({ passedOver }: Recording): void {
  if (passedOver === 0) return;
  const what = passedOver === 1 ? 'One answer was' : `${passedOver} answers were`;
  console.error(
    `${what} passed over: their worker had answered the question before, and the first answer stands.`,
  );
}
