import { parentPort } from 'node:worker_threads';

export interface Asked<Question> {
  readonly id: number;
  readonly question: Question;
}
export interface Answered<Answer> {
  readonly id: number;
  readonly answer: Answer;
}

/** Answers the questions of an `AskedThread`, in that thread. */
export function answering<Question, Answer>(answer: (question: Question) => Answer): void {
  parentPort?.on('message', ({ id, question }: Asked<Question>) => {
    parentPort?.postMessage({ id, answer: answer(question) } satisfies Answered<Answer>);
  });
}
