import { studioLabels, studioSpan, type TextSpan } from '@asg/formats/annotations';
import { isRecord } from '@asg/values/json';
import { begunCell, begunColumn, type KindExport } from './kind-export.ts';

/** Of Label Studio. */
const control = 'spans';

/** The spans that a value has; none of them: none. */
function spansIn(value: unknown): readonly TextSpan[] {
  const spans: readonly unknown[] = isRecord(value) && Array.isArray(value.spans) ? value.spans : [];
  return spans.filter(isSpan);
}

const isSpan = (value: unknown): value is TextSpan =>
  isRecord(value) &&
  typeof value.label === 'string' &&
  [value.start, value.end].every((one) => typeof one === 'number');

/** Labelled parts of a text, in Unicode code points. */
export const textSpans: KindExport = {
  columns: [{ name: 'spans', type: 'json' }, { name: 'span_count', type: 'whole' }, begunColumn],
  cells: ({ value, text, begun }) => {
    if (value === undefined) return { spans: null, span_count: null, ...begunCell(begun) };
    const signs = text === null ? null : Array.from(text);
    const spans = spansIn(value);
    const told = spans.map((span) =>
      signs === null ? span : { ...span, text: signs.slice(span.start, span.end).join('') },
    );
    return { spans: told, span_count: spans.length, ...begunCell(begun) };
  },
  flagsOf: () => [],
  flags: () => new Map(),
  labelStudio: {
    results: ({ value, text }, objects) => {
      const signs = text === null ? null : Array.from(text);
      return spansIn(value).map((span) => ({ control, objects, ...studioSpan(span, signs) }));
    },
    control: ({ names }, toName) => studioLabels(control, toName, names),
  },
  groundTruth: ({ names, value }, { ofUnit }) => {
    const spans = spansIn(value);
    return {
      label: {
        annotations: {
          entities: spans.map(({ start, end, label }) => ({ label, startOffset: start, endOffset: end })),
          labels: names.map((label) => ({ label, shortDisplayName: label })),
        },
      },
      meaning: { entities: spans.map((_, i) => ({ confidence: ofUnit(`span ${i + 1}`) })) },
      type: 'text-span',
    };
  },
  preferences: null,
  spans: ({ value }) => spansIn(value),
};
