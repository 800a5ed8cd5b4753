import { isRecord } from '@asg/values/json';
import type { MarksSpec } from '../marks/mark-kind.ts';
import { parseMarks, parseWhole } from '../marks/parse.ts';
import { parseMembers } from '../values/members.ts';
import { parseOneOf } from '../values/names.ts';
import { type Parsed, parsed, refused } from '../values/refusal.ts';

/** Half open, in Unicode code points of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export type Spans = readonly Span[];

/** How many code points a text has. */
export interface TextExtent {
  readonly length: number;
}

/** Where nothing is known of the text: none is longer. */
const anyText: TextExtent = { length: 10_485_760 };
export const spansMax = 500;

export function parseSpans(json: unknown, { classes }: MarksSpec, extent?: TextExtent): Parsed<Spans> {
  const text = extent ?? anyText;
  const found = parseMarks(json, { name: 'spans', max: spansMax }, (one, field) =>
    parseSpan(one, field, classes, text),
  );
  if (!found.ok) return found;
  const places = [...found.value.keys()].sort(
    (one, other) => startAt(found.value, one) - startAt(found.value, other) || one - other,
  );
  let end = 0;
  for (const place of places) {
    if (startAt(found.value, place) < end)
      return refused(`value.spans.${place}`, 'overlap', 'must not overlap with another span');
    end = found.value[place]?.end ?? end;
  }
  return parsed(found.value.toSorted(inSpanOrder));
}

const startAt = (spans: Spans, place: number): number => spans[place]?.start ?? 0;

function parseSpan(
  json: unknown,
  field: string,
  classes: readonly string[],
  { length }: TextExtent,
): Parsed<Span> {
  const members = parseMembers(json, field, ['start', 'end', 'label']);
  if (!members.ok) return members;
  const start = parseWhole(members.value['start'], `${field}.start`, 0, length - 1);
  if (!start.ok) return start;
  const end = parseWhole(members.value['end'], `${field}.end`, start.value + 1, length);
  if (!end.ok) return end;
  const label = parseOneOf(members.value['label'], `${field}.label`, classes);
  if (!label.ok) return label;
  return parsed({ start: start.value, end: end.value, label: label.value });
}

const inSpanOrder = (one: Span, other: Span): number => one.start - other.start;

const inOrder = ({ start, end, label }: Span): Span => ({ start, end, label });

export const spansJson = (spans: Spans): unknown =>
  spans.length === 0 ? { none: true } : { spans: spans.toSorted(inSpanOrder).map(inOrder) };

/** From a canonical text, whose rules were kept when it was made. */
export function readSpans(text: string): Spans {
  const json: unknown = JSON.parse(text);
  const spans = isRecord(json) && Array.isArray(json['spans']) ? json['spans'] : [];
  return spans.map((span: Span) => inOrder(span));
}
