import { useSyncExternalStore } from 'react';
import type { Answer } from '../kinds/answer.ts';
import { type Board, type Mark, marksOf, newBoard } from './board.ts';

/** How marks of a kind are read from an answer, and make one. */
export interface Reading<M extends Mark> {
  readonly marksIn: (answer: Answer) => readonly M[];
  readonly isNone: (answer: Answer) => boolean;
  readonly answerOf: (marks: readonly M[]) => Answer;
}

/** What is read out: the same text again is another one. */
export interface Said {
  readonly text: string;
  readonly place: number;
}

interface State<M extends Mark> {
  readonly board: Board<M>;
  readonly said: Said;
}

/** The board of the item that is worked at, which what shows it and what lists its marks share. */
export class Boards<M extends Mark> {
  readonly reading: Reading<M>;
  readonly #listeners = new Set<() => void>();
  #itemId = '';
  #state: State<M> = { board: newBoard<M>([], false, ''), said: { text: '', place: 0 } };

  constructor(reading: Reading<M>) {
    this.reading = reading;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** That of the item, which begins with what was answered. */
  of(itemId: string, answer: Answer | null, firstClass: string): State<M> {
    if (itemId !== this.#itemId) {
      const marks = answer === null ? [] : this.reading.marksIn(answer);
      const isNone = answer !== null && this.reading.isNone(answer);
      this.#itemId = itemId;
      this.#state = { board: newBoard(marks, isNone, firstClass), said: { text: '', place: 0 } };
    }
    return this.#state;
  }

  now(): Board<M> {
    return this.#state.board;
  }

  set(board: Board<M>, text: string | null): void {
    const { said } = this.#state;
    this.#state = { board, said: text === null ? said : { text, place: said.place + 1 } };
    for (const listener of this.#listeners) listener();
  }
}

interface Asks {
  readonly assignment_id: string;
  readonly classes?: readonly string[] | undefined;
}

export interface Drawing<M extends Mark> extends State<M> {
  readonly classes: readonly string[];
  /** What changed is the answer at once; `text` is read out. */
  readonly act: (change: (board: Board<M>) => Board<M>, text?: string | null) => void;
}

export function useBoard<M extends Mark>(
  boards: Boards<M>,
  asked: Asks,
  answer: Answer | null,
  onAnswer: (answer: Answer | null) => void,
): Drawing<M> {
  const classes = asked.classes ?? [];
  const state = useSyncExternalStore(boards.subscribe, () =>
    boards.of(asked.assignment_id, answer, classes[0] ?? ''),
  );
  const act: Drawing<M>['act'] = (change, text = null) => {
    const before = boards.now();
    const board = change(before);
    if (board === before && text === null) return;
    boards.set(board, text);
    if (board.steps.now === before.steps.now) return;
    const marks = marksOf(board);
    if (board.steps.now.isNone) onAnswer({ none: true });
    else onAnswer(marks.length === 0 ? null : boards.reading.answerOf(marks));
  };
  return { ...state, classes, act };
}
