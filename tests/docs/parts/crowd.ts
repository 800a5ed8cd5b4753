import { type KnownAnswer, runCrowd, simulatedCrowd, type Truth } from '@asg/crowd';
import type { Assignment } from '@asg/sdk';

/** What the crowd agrees on, by the kind of task. */
const truths: Readonly<Record<string, (item: Assignment) => Truth>> = {
  choice: ({ options: [label = ''] }) => ({ kind: 'choice', label }),
  comparison: () => ({ kind: 'comparison', best: 'Salt, then cold water.' }),
  multi_label: ({ options: [first = ''] }) => ({ kind: 'multi_label', options: [first] }),
  rating: ({ scale }) => ({ kind: 'rating', step: scale?.to ?? 1 }),
  // So small that none of them draws it a little off.
  bounding_boxes: ({ classes: [first = ''] = [] }) => ({
    kind: 'bounding_boxes',
    boxes: [{ class: first, left: 0, top: 0, width: 5, height: 5 }],
  }),
  text_spans: ({ classes: [first = ''] = [] }) => ({
    kind: 'text_spans',
    spans: [{ start: 0, end: 3, label: first }],
  }),
};

/** Workers who agree with each other on everything, and label whatever there is until they are sent home. */
export function openCrowd(url: string, count: number): AsyncDisposable {
  const home = new AbortController();
  const answerFor = (item: Assignment): KnownAnswer | null => {
    const truth = truths[item.kind]?.(item);
    return truth === undefined ? null : { item: item.assignment_id, truth };
  };
  const workers = simulatedCrowd(count, 1, 1, 'docs');
  const work = runCrowd({ url, workers, answerFor, until: 'stopped', signal: home.signal, skipRate: 0 });
  return {
    [Symbol.asyncDispose]: async () => {
      home.abort();
      await work;
    },
  };
}
