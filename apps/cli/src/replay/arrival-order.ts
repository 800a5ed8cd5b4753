import { createHash } from 'node:crypto';
import type { RecordedAnswer, RecordedQuestion } from './crowd-answers.ts';

/**
 * The order in which a question's recorded answers arrive: by the SHA-256 (hex, of the UTF-8 text
 * `seed|question|worker`) of who gave them. Anyone can work it out again from the file and the seed.
 */
export function arrivalOrder(
  { question, answers }: RecordedQuestion,
  seed: string,
): readonly RecordedAnswer[] {
  const keyed = answers.map((answer) => ({ answer, key: sha256(`${seed}|${question}|${answer.worker}`) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ answer }) => answer);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
