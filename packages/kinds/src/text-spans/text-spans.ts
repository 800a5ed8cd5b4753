import type { MarkKind } from '../marks/mark-kind.ts';
import { parseMarksSpec } from '../marks/parse.ts';
import { inCodePointOrder } from '../values/names.ts';
import { combineSpans } from './combine.ts';
import { agrees, canonical, distance, f1 } from './measures.ts';
import { parseSpans, readSpans, type Span, spansJson, type TextExtent } from './parse.ts';
import { segmentsOf } from './segments.ts';

const barDefault = 0.6;

/** Marked stretches of a text. Who marked what is asked of each stretch between two boundaries (after Simpson & Gurevych 2019). */
export const textSpans: MarkKind<Span, TextExtent> = {
  name: 'text_spans',
  barDefault,
  parseSpec: (json) => parseMarksSpec(json, barDefault),
  parse: parseSpans,
  json: spansJson,
  canonical,
  read: readSpans,
  classOf: (span) => span.label,
  classesOf: (value) => [...new Set(value.map((span) => span.label))].sort(inCodePointOrder),
  f1,
  distance,
  credit: f1,
  agrees,
  makers: (values) => segmentsOf(values).flatMap(({ makers }) => makers.map(([, made]) => made)),
  combine: combineSpans,
};
