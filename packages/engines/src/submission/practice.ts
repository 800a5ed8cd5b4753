import { type GoldRecord, practicePool, type QuestionRecord } from '@asg/domain';
import type { StorageReader, StorageWriter } from '@asg/storage';

/** Those of these questions that have no item of practice: nobody could qualify for them. */
export async function withoutPractice(
  { gold }: Pick<StorageReader, 'gold'>,
  questions: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    [...questions].map(async (question) => {
      const items = await gold.ofPool({ pool: practicePool(question), limit: 1 });
      return items.length === 0 ? [question] : [];
    }),
  );
  return new Set(found.flat());
}

export const noPractice =
  'asks for practice that the question does not have: first give lines with gold_label and gold_practice in a job of this question';

/** That tasks of these questions were submitted: workers find them among the latest. */
export async function noteAsked(
  { questions }: Pick<StorageReader, 'questions'> & Pick<StorageWriter, 'questions'>,
  asked: ReadonlySet<string>,
  nowMs: number,
): Promise<void> {
  for (const question of asked) {
    const found = await questions.get({ question });
    if (found !== null) await questions.ask({ ...found, askedAtMs: nowMs });
  }
}

/** Lists the questions that these items are practice for. To be done before the items are added: none is without its question. */
export async function listPractice(
  { questions }: Pick<StorageWriter, 'questions'>,
  items: readonly GoldRecord[],
  nowMs: number,
): Promise<void> {
  const found = new Map<string, QuestionRecord>();
  for (const item of items) {
    const { practice, owner, type, labelSpec, language, sensitive } = item;
    if (practice === undefined || owner === null) continue;
    const { question, own } = practice;
    found.set(question, {
      question,
      customerId: owner,
      ...(own === true && { own }),
      type,
      text: labelSpec.question,
      options: labelSpec.options,
      language,
      ...(sensitive === true && { sensitive }),
      askedAtMs: nowMs,
      times: [],
    });
  }
  for (const record of found.values()) await questions.ask(record);
}
