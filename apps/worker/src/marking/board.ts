import { begun, redone, type Steps, taken, undone } from './steps.ts';

/** One thing that was marked: its class, and where it is. */
export interface Mark {
  /** Its own on this board, whatever becomes of it. */
  readonly id: number;
  readonly name: string;
}

/** What is marked of an item. */
interface Marks<M extends Mark> {
  /** In the order in which they came. */
  readonly all: readonly M[];
  /** The worker says that there is nothing to mark. */
  readonly isNone: boolean;
}

export interface Board<M extends Mark> {
  readonly steps: Steps<Marks<M>>;
  readonly selected: number | null;
  /** The class that is drawn with. */
  readonly name: string;
  readonly nextId: number;
}

export function newBoard<M extends Mark>(all: readonly M[], isNone: boolean, name: string): Board<M> {
  const nextId = 1 + all.reduce((most, { id }) => Math.max(most, id), 0);
  return { steps: begun({ all, isNone }), selected: null, name, nextId };
}

export const marksOf = <M extends Mark>({ steps }: Board<M>): readonly M[] => steps.now.all;

export const selectedOf = <M extends Mark>(board: Board<M>): M | undefined =>
  marksOf(board).find(({ id }) => id === board.selected);

/** The new one is selected. */
export function added<M extends Mark>(board: Board<M>, make: (id: number, name: string) => M): Board<M> {
  const { steps, nextId, name } = board;
  const all = [...steps.now.all, make(nextId, name)];
  return { ...board, steps: taken(steps, { all, isNone: false }), selected: nextId, nextId: nextId + 1 };
}

/** Changes of the same kind to the same mark, one after the other, are undone as one. */
export function changed<M extends Mark>(board: Board<M>, mark: M, kind = ''): Board<M> {
  const { steps } = board;
  const all = steps.now.all.map((one) => (one.id === mark.id ? mark : one));
  const next = { ...steps.now, all };
  return { ...board, steps: taken(steps, next, kind === '' ? '' : `${kind} ${mark.id}`) };
}

/** The one that came after it is selected, or the last. */
export function removed<M extends Mark>(board: Board<M>, id: number): Board<M> {
  const { steps } = board;
  const place = steps.now.all.findIndex((mark) => mark.id === id);
  if (place < 0) return board;
  const all = steps.now.all.filter((mark) => mark.id !== id);
  const selected = (all[place] ?? all.at(-1))?.id ?? null;
  return { ...board, steps: taken(steps, { ...steps.now, all }), selected };
}

export const selecting = <M extends Mark>(board: Board<M>, id: number | null): Board<M> =>
  board.selected === id ? board : { ...board, selected: id };

/** What is drawn from now on, and what is selected, is of this class. */
export function named<M extends Mark>(board: Board<M>, name: string): Board<M> {
  const mark = selectedOf(board);
  const next = mark === undefined || mark.name === name ? board : changed(board, { ...mark, name });
  return { ...next, name };
}

/** That there is nothing to mark, or that this was not meant. What was marked goes, and can be undone. */
export function nothing<M extends Mark>(board: Board<M>, isNone: boolean): Board<M> {
  const { steps } = board;
  if (steps.now.isNone === isNone) return board;
  const all = isNone ? [] : steps.now.all;
  return { ...board, steps: taken(steps, { all, isNone }), selected: null };
}

const stepped = <M extends Mark>(board: Board<M>, steps: Steps<Marks<M>>): Board<M> => ({
  ...board,
  steps,
  selected: steps.now.all.some(({ id }) => id === board.selected) ? board.selected : null,
});

export const back = <M extends Mark>(board: Board<M>): Board<M> => stepped(board, undone(board.steps));
export const forth = <M extends Mark>(board: Board<M>): Board<M> => stepped(board, redone(board.steps));
