import { askedQuestion, type QuestionRecord, type QuestionTime, timedQuestion } from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Name = Pick<QuestionRecord, 'question'>;

const keyOf = ({ question }: Name): string => question;
const placeLength = 16;

/** Where a question stands in its list. */
export function questionPlace({
  askedAtMs,
  question,
}: Pick<QuestionRecord, 'askedAtMs' | 'question'>): string {
  return `${String(askedAtMs).padStart(placeLength, '0')} ${question}`;
}

/** Questions that can be practised. */
export const questions = {
  name: 'qst',
  reads: { get: read(keyOf, (found: QuestionRecord | null) => found) },
  lists: {
    /** By when they were asked last: of an organisation's own people, or '', everybody's. */
    asked: list({
      name: 'questions asked',
      place: (record: QuestionRecord) => ({
        group: record.own === true ? record.customerId : '',
        place: questionPlace(record),
      }),
      view: (record) => record,
    }),
  },
  writes: {
    /** The question was given practice, or tasks: as it is then. */
    ask: write(keyOf, (found: QuestionRecord | null, given: QuestionRecord) => {
      const result = askedQuestion(found, given);
      return { after: result === found ? undefined : result, result };
    }),
    /** An answer took so long. */
    time: write(keyOf, (found: QuestionRecord | null, { time }: Name & { readonly time: QuestionTime }) => {
      const after = found && timedQuestion(found, time);
      return { after: after === found || after === null ? undefined : after, result: null };
    }),
  },
} as const;
