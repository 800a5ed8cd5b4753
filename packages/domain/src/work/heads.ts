/**
 * Where one process begins in a class of the queue, of those that give out work at the same time: each takes first what lies in
 * stretches of its own, so that they rarely take the same tasks.
 */
export interface QueueHead {
  /** From 0 on. */
  readonly place: number;
  readonly of: number;
}

/** A process that gives out work, and until when it counts. */
export interface HeadHolder {
  readonly who: string;
  readonly untilMs: number;
}

const nobody: HeadHolder = { who: '', untilMs: 0 };

/** All of the queue from its beginning: of a process that is alone. */
export const onlyHead: QueueHead = { place: 0, of: 1 };
/** More processes than these share heads. */
export const headsMax = 8;
/** So long a process has its head without saying that it still gives out work. */
export const headMs = 120_000;
/** Entries of a stretch: a power of two, at most and at least. Where less waits the order is that of arrival. */
const stretchMax = 64;
const stretchMin = 8;

/** The holders, with this one in the first place that nobody else holds. */
export function takeHead(
  holders: readonly HeadHolder[],
  { who, nowMs }: { readonly who: string; readonly nowMs: number },
): readonly HeadHolder[] {
  const others = holders.map((holder) => (holder.who === who ? nobody : holder));
  const free = others.findIndex(({ untilMs }) => untilMs <= nowMs);
  const place = free === -1 ? others.length : free;
  const taken = [...others.slice(0, place), { who, untilMs: nowMs + headMs }, ...others.slice(place + 1)];
  return taken.slice(0, taken.findLastIndex(({ untilMs }) => untilMs > nowMs) + 1);
}

export function headOf(holders: readonly HeadHolder[], who: string): QueueHead {
  const of = Math.min(holders.length, headsMax);
  const place = holders.findIndex((holder) => holder.who === who);
  return place === -1 ? onlyHead : { place: place % of, of };
}

/** So many entries of a class a process looks over to find those it begins with; 0: it begins with the first. */
export const headWindow = ({ of }: QueueHead): number => (of === 1 ? 0 : 2 * of * stretchMax);

/**
 * In which order entries are offered that are next in a class, by their numbers in the queue, ascending; places among them.
 * Of two rounds of stretches the own go first, then those of the process after: nothing is passed over by more than two rounds.
 */
export function offerOrder({ place, of }: QueueHead, numbers: readonly number[]): readonly number[] {
  const inOrder = numbers.map((_, index) => index);
  let stretch = stretchMax;
  while (stretch >= stretchMin && stretch * of > numbers.length) stretch /= 2;
  if (of === 1 || stretch < stretchMin) return inOrder;
  const first = numbers[0] ?? 0;
  const turns = numbers.map((number) => {
    const rounds = Math.floor((number - first) / (2 * of * stretch));
    return rounds * of + ((Math.floor(number / stretch) + of - place) % of);
  });
  return inOrder.toSorted((a, b) => (turns[a] ?? 0) - (turns[b] ?? 0) || a - b);
}
