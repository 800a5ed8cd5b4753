import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import type { MarksSpec, Span, Spans } from '../../../packages/kinds/src/index.ts';
import { type CrowdPlan, type CrowdTask, drawn, type SimulatedWorker, simulatedWorkers } from './crowds.ts';

const classes = ['ORG', 'PERSON', 'PLACE'];
const spansSpec: MarksSpec = { classes, bar: Math.round(0.6 * 65_536) };
const words = 60;

/** Words of a text, each with the place behind it a blank; spans are of whole words. */
export function spansCrowd(plan: CrowdPlan, random: Random): readonly CrowdTask<MarksSpec, Spans>[] {
  const workers = simulatedWorkers(plan, random);
  return Array.from({ length: plan.tasks }, () => {
    const lengths = Array.from({ length: words }, () => 2 + Math.floor(fraction(random) * 8));
    let place = 0;
    const starts = lengths.map((length) => {
      place += length + 1;
      return place - length - 1;
    });
    const text: Text = { starts, ends: starts.map((start, i) => start + at(lengths, i)) };
    const truth = named(random);
    const labels = drawn(plan.labelsPerTask, plan.workers, random).map((worker) => ({
      worker,
      value: inPlaces(markedBy(at(workers, worker), truth, random), text),
    }));
    return { spec: spansSpec, truth: inPlaces(truth, text), labels };
  });
}

interface Text {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const inPlaces = (spans: Spans, { starts, ends }: Text): Spans =>
  spans.map(({ start, end, label }) => ({ start: at(starts, start), end: at(ends, end - 1), label }));

/** What is named in a text, by words; some stand right beside each other. */
function named(random: Random): Spans {
  const spans: Span[] = [];
  for (let place = Math.floor(fraction(random) * 6); place < words - 4; ) {
    const end = place + pick([1, 2, 2, 3, 4], random);
    spans.push({ start: place, end, label: pick(classes, random) });
    place = end + (fraction(random) < 0.15 ? 0 : 1 + Math.floor(fraction(random) * 10));
  }
  return spans;
}

function markedBy({ habit, skill }: SimulatedWorker, truth: Spans, random: Random): Spans {
  // Without a look: all of it.
  if (habit === 'lazy') return [{ start: 0, end: words, label: 'PERSON' }];
  if (habit === 'spammer') return named(random);
  const wrong = 0.05 + 0.25 * (1 - skill);
  const marked = truth.flatMap(({ start, end, label }): readonly Span[] => {
    if (fraction(random) < 0.5 * wrong) return [];
    const name = fraction(random) < 0.3 * wrong ? pick(classes, random) : label;
    // Who is odd takes the word before and the word behind as well.
    if (habit === 'odd') return [{ start: start - 1, end: end + 1, label: name }];
    const cut = start + 1 + Math.floor(fraction(random) * (end - start - 1));
    if (end - start > 1 && fraction(random) < 0.4 * wrong)
      return [
        { start, end: cut, label: name },
        { start: cut, end, label: name },
      ];
    const off = (): number => (fraction(random) < wrong ? pick([-1, 1], random) : 0);
    return [{ start: start + off(), end: end + off(), label: name }];
  });
  let last = 0;
  return marked.flatMap((span) => {
    const [start, end] = [Math.max(last, span.start), Math.min(words, span.end)];
    if (start >= end) return [];
    last = end;
    return [{ ...span, start, end }];
  });
}

/** What is usual: of each place the label that most say; what stands beside each other alike is one span. */
export function tokenMajority(labels: readonly Spans[]): Spans {
  const votes = new Map<number, Map<string, number>>();
  for (const spans of labels)
    for (const { start, end, label } of spans)
      for (let place = start; place < end; place++) {
        const known = votes.get(place) ?? new Map<string, number>();
        known.set(label, (known.get(label) ?? 0) + 1);
        votes.set(place, known);
      }
  const spans: Span[] = [];
  for (const [place, counts] of [...votes].sort(([one], [other]) => one - other)) {
    const label = [...counts].find(([, count]) => 2 * count > labels.length)?.[0];
    if (label === undefined) continue;
    const before = spans[spans.length - 1];
    if (before?.end === place && before.label === label)
      spans[spans.length - 1] = { ...before, end: place + 1 };
    else spans.push({ start: place, end: place + 1, label });
  }
  return spans;
}
