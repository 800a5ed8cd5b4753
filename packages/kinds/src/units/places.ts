import type { WorkerStatistics } from '@asg/consensus';
import { at } from '@asg/values/present';

/**
 * Who favours what stands first is known by places, not by items: a worker's matrix is kept by the places where answers stood. Here it is
 * turned to the answers of one task. `order`: of each answer, the place where the worker saw it.
 */
export function fromPlaces(worker: WorkerStatistics, order: readonly number[] | undefined): WorkerStatistics {
  return order === undefined ? worker : turned(worker, inverse(order));
}

/** The same back. */
export function toPlaces(worker: WorkerStatistics, order: readonly number[] | undefined): WorkerStatistics {
  return order === undefined ? worker : turned(worker, order);
}

function inverse(order: readonly number[]): readonly number[] {
  const answers = [...order];
  for (const [answer, place] of order.entries()) answers[place] = answer;
  return answers;
}

function turned(worker: WorkerStatistics, to: readonly number[]): WorkerStatistics {
  const size = to.length;
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < worker.cells.length; i += 2) {
    const cell = at(worker.cells, i);
    const truth = at(to, Math.floor(cell / size));
    pairs.push([truth * size + at(to, cell % size), at(worker.cells, i + 1)]);
  }
  return { ...worker, cells: pairs.sort(([one], [other]) => one - other).flat() };
}

/**
 * The places in which so many items are shown, the same for the same hex digits: of each item, its place. Drawn evenly (Fisher and
 * Yates) from a small generator; nothing hangs on nobody foreseeing it.
 */
export function drawnOrder(hex: string, items: number): readonly number[] {
  const order = Array.from({ length: items }, (_, i) => i);
  let state = 0;
  for (const char of hex) state = (Math.imul(state, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  for (let left = items; left > 1; left--) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const place = ((mixed ^ (mixed >>> 14)) >>> 0) % left;
    [order[left - 1], order[place]] = [at(order, place), at(order, left - 1)];
  }
  return order;
}
