import {
  type AnswerPractice,
  answeredPractice,
  type BeginPractice,
  begunPractice,
  type PracticeRecord,
} from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Name = Pick<PracticeRecord, 'workerId' | 'question'>;

const keyOf = ({ workerId, question }: Name): string => `${workerId} ${question}`;
const placeLength = 16;

/** How workers practised questions, by worker. */
export const practices = {
  name: 'prt',
  reads: { get: read(keyOf, (found: PracticeRecord | null) => found) },
  lists: {
    /** Of which a worker ended a round, by when that was. */
    ended: list({
      name: 'practices ended',
      place: ({ workerId, question, best, endedAtMs }: PracticeRecord) =>
        best === null
          ? null
          : { group: workerId, place: `${String(endedAtMs ?? 0).padStart(placeLength, '0')} ${question}` },
      view: (record) => record,
    }),
    /** All that a worker began, by question. */
    ofWorker: list({
      name: 'practices',
      place: ({ workerId, question }: PracticeRecord) => ({ group: workerId, place: question }),
      view: (record) => record,
    }),
  },
  writes: {
    /** The record with a round to go on with, as far as there is one; null: there never was. */
    begin: write(keyOf, (found: PracticeRecord | null, begin: BeginPractice) => {
      const result = begunPractice(found, begin);
      return { after: result === found || result === null ? undefined : result, result };
    }),
    /** The record with the answer, the first of the item; null: it is none of this round. */
    answer: write(keyOf, (found: PracticeRecord | null, { answer }: AnswerPractice) => {
      const result = found && answeredPractice(found, answer);
      return { after: result === found || result === null ? undefined : result, result };
    }),
    remove: write(keyOf, (found: PracticeRecord | null, _name: Name) => ({
      after: found === null ? undefined : null,
      result: null,
    })),
  },
} as const;
