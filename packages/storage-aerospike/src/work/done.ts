/** What of a class of the queue a worker is done with: all up to a key, and stretches behind it, with their ends. */
export interface Done {
  readonly upTo: string | null;
  readonly beyond: readonly Stretch[];
}
type Stretch = readonly [first: string, last: string];

/** Stretches that are remembered of a class: what lies in others is looked at again. */
const stretchesMax = 8;

/** As texts by name, so that it goes with others; what lies behind has a name of its own, which earlier versions pass over. */
export function doneIn(texts: Readonly<Record<string, string>>, list: string): Done {
  const keys = texts[behind(list)]?.split(' ') ?? [];
  const beyond = keys.flatMap((first, index): Stretch[] => {
    const last = keys[index + 1];
    return index % 2 === 0 && last !== undefined ? [[first, last]] : [];
  });
  return { upTo: texts[list] ?? null, beyond };
}

export function withDone(
  texts: Readonly<Record<string, string>>,
  list: string,
  { upTo, beyond }: Done,
): Readonly<Record<string, string>> {
  const { [list]: _, [behind(list)]: __, ...others } = texts;
  return {
    ...others,
    ...(upTo !== null && { [list]: upTo }),
    ...(beyond.length > 0 && { [behind(list)]: beyond.flat().join(' ') }),
  };
}

const behind = (list: string): string => `${list}|behind`;

export function isDone({ upTo, beyond }: Done, key: string): boolean {
  return (upTo !== null && key <= upTo) || beyond.some(([first, last]) => first <= key && key <= last);
}

/** `keys`: those that are next behind `upTo`, all of them up to the last; `isOver`: whether one of them is done with. */
export function doneWith(done: Done, keys: readonly string[], isOver: (key: string) => boolean): Done {
  let { upTo } = done;
  const runs: [string, string][] = [];
  let isRun = true;
  for (const key of keys) {
    if (!isOver(key)) {
      isRun = false;
      continue;
    }
    const run = runs.at(-1);
    if (runs.length === 0 && isRun) upTo = key;
    else if (isRun && run !== undefined) run[1] = key;
    else {
      runs.push([key, key]);
      isRun = true;
    }
  }
  const end = keys.at(-1);
  const later = end === undefined ? done.beyond : done.beyond.filter(([, last]) => last > end);
  return { upTo, beyond: [...runs, ...later].slice(0, stretchesMax) };
}
