import { type Html, html } from '../html/html.ts';
import type { TextSpan } from './tokens.ts';

/** A span as Label Studio has one, without what names its control. `signs`: of the text; null: nobody has it. */
export const studioSpan = ({ start, end, label }: TextSpan, signs: readonly string[] | null) => ({
  type: 'labels',
  value: {
    start,
    end,
    ...(signs !== null && { text: signs.slice(start, end).join('') }),
    labels: [label],
  },
});

export const studioLabels = (name: string, toName: string, labels: readonly string[]): Html =>
  html`<Labels name="${name}" toName="${toName}">${labels.map((value) => html`\n    <Label value="${value}"/>`)}\n  </Labels>`;
