import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { MarksSpec } from '../marks/mark-kind.ts';
import { type Presence, presences, undecidedOf } from '../marks/presence.ts';
import { likeliestValue } from '../marks/verdict.ts';
import { weightOf } from '../marks/weights.ts';
import { type Combined, type DecidedUnit, type Ground, type KindLabel, rounded } from '../units/unit.ts';
import { isCut, withVotedBoundaries } from './boundaries.ts';
import { agrees, canonical, distance } from './measures.ts';
import { type Span, type Spans, spansMax } from './parse.ts';
import { segmentsOf } from './segments.ts';

/** A stretch of text and whether it is marked with a label. */
interface Decided {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly presence: Presence;
}

/** Of each stretch and label whether it is marked, by the engine; then spans, with the boundaries that have most votes. */
export function combineSpans(
  labels: readonly KindLabel<Spans>[],
  ground: Ground,
  spec: MarksSpec,
): Combined<Spans> {
  // The same whatever the order in which the labels came.
  const given = labels
    .map((label) => ({ ...label, text: `${canonical(label.value)} ${JSON.stringify(label.columns)}` }))
    .sort((one, other) => (one.text < other.text ? -1 : 1));
  const values = given.map(({ value }) => value);
  const presenceOf = presences(
    given.map(({ columns }) => columns),
    ground,
  );
  const nothing = presenceOf(given.map(() => false));
  const asked = segmentsOf(values).flatMap(({ start, end, makers }) =>
    makers.map(([label, made]) => ({ start, end, label, presence: presenceOf(made) })),
  );
  // Where nobody marked anything, that is asked of the labels.
  const undecided = undecidedOf(asked.length > 0 ? asked.map(({ presence }) => presence) : [nothing]);
  if (undecided !== null) return undecided;
  const decided = asked.flatMap(({ presence, ...stretch }) =>
    presence.kind === 'decided' ? [{ ...stretch, presence }] : [],
  );
  const marked = markedOf(decided);
  // Boundaries once by votes alone, then with more weight for those whose spans others found as well.
  const alone = given.map(({ columns }) => weightOf(unit, columns));
  const first = spansOf(marked, values, alone);
  const weights = given.map(({ value, columns }) => weightOf(unit - distance(value, first), columns));
  return verdictOf(values, spansOf(marked, values, weights), decided, nothing, spec);
}

/** Of each stretch the likeliest label that it is marked with. */
function markedOf(decided: readonly Decided[]): readonly Decided[] {
  const marked: Decided[] = [];
  for (const one of decided) {
    if (!one.presence.isThere) continue;
    const before = marked[marked.length - 1];
    if (before?.start !== one.start) marked.push(one);
    else if (one.presence.odds > before.presence.odds) marked[marked.length - 1] = one;
  }
  return marked;
}

function spansOf(marked: readonly Decided[], given: readonly Spans[], weights: readonly number[]): Spans {
  const runs: { start: number; end: number; label: string; odds: number }[] = [];
  for (const { start, end, label, presence } of marked) {
    const run = runs[runs.length - 1];
    const goesOn = run?.end === start && run.label === label && !isCut(start, label, given, weights);
    if (run === undefined || !goesOn) runs.push({ start, end, label, odds: presence.odds });
    else {
      run.end = end;
      run.odds = Math.min(run.odds, presence.odds);
    }
  }
  // No more than a label may have: of more the surest.
  const surest = new Set(runs.toSorted((one, other) => other.odds - one.odds).slice(0, spansMax));
  const kept = runs.filter((run) => surest.has(run));
  const spans: Span[] = [];
  for (const [i, { start, end, label }] of kept.entries()) {
    const room = [spans[i - 1]?.end ?? 0, kept[i + 1]?.start ?? Number.POSITIVE_INFINITY] as const;
    spans.push(withVotedBoundaries({ start, end, label }, given, weights, room));
  }
  return spans;
}

function verdictOf(
  given: readonly Spans[],
  byMarks: Spans,
  decided: readonly Decided[],
  nothing: ReturnType<ReturnType<typeof presences>>,
  spec: MarksSpec,
): Combined<Spans> {
  const isEmptied =
    byMarks.length === 0 && 2 * given.filter((own) => own.length === 0).length <= given.length;
  const isPaid = !isEmptied && given.some((own) => agrees(own, byMarks, spec));
  const value = isPaid
    ? byMarks
    : likeliestValue(given, byMarks, { canonical, distance, isNone: (own) => own.length === 0 });
  const units = value.map((span, i): DecidedUnit => {
    const confidences = within(span, decided).map(({ presence: { isThere, confidence } }) =>
      isThere ? confidence : 1 - confidence,
    );
    return { name: `span ${i + 1}`, answer: span.label, confidence: rounded(Math.min(1, ...confidences)) };
  });
  const absent = isPaid ? decided.filter(({ presence }) => !presence.isThere) : [];
  const confidences = [
    ...units.map(({ confidence }) => confidence),
    ...absent.map(({ presence }) => presence.confidence),
  ];
  const none = decided.length === 0 && nothing.kind === 'decided' ? nothing.confidence : 1;
  const confidence = confidences.reduce((least, one) => Math.min(least, one), none);
  return { kind: 'decided', value, confidence: rounded(confidence), units };
}

/** What was decided of the stretches that a span has, by its label. */
function within({ start, end, label }: Span, decided: readonly Decided[]): readonly Decided[] {
  // By where they end: those before the span are passed by halving.
  let [low, high] = [0, decided.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(decided, middle).end <= start) low = middle + 1;
    else high = middle;
  }
  const found: Decided[] = [];
  for (let i = low; i < decided.length && at(decided, i).start < end; i++)
    if (at(decided, i).label === label) found.push(at(decided, i));
  return found;
}
