import { messages } from '../../i18n/index.ts';
import { type Answer, isNone } from '../../kinds/answer.ts';
import { spansOf } from '../../kinds/marks.ts';
import { Boards } from '../use-board.ts';
import { inOrder, type Span } from './spans.ts';

/** What is read out of a longer one, in letters. */
const shownChars = 60;

export const marksIn = (answer: Answer): readonly Span[] =>
  spansOf(answer).map(({ label: name, start, end }, i) => ({ id: i + 1, name, start, end }));

export const boards = new Boards<Span>({
  marksIn,
  isNone,
  answerOf: (marks) => ({
    spans: inOrder(marks).map(({ name, start, end }) => ({ start, end, label: name })),
  }),
});

export function shortened(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, ' '));
  return letters.length <= shownChars ? letters.join('') : `${letters.slice(0, shownChars).join('')}…`;
}

export const spanText = ({ name }: Span, place: number, text: string): string =>
  messages.marks.span({ n: place + 1, name, text: shortened(text) });
