import { textSpans as kind } from '@asg/kinds';
import { MarksAnswer } from '../marks/answer.tsx';
import { MarksField } from '../marks/answer-field.tsx';
import { MarksFields, MarksShown } from '../marks/fields.tsx';
import { markingView } from '../marks/kind.ts';
import { marksIn } from '../marks/marks.ts';
import type { KindView } from '../view.ts';
import { SpansOnText } from './on-text.tsx';
import { spanShape } from './shape.ts';

const marking = { kind, shape: spanShape, barName: 'spans', barDefault: 0.6 };

/** Pieces of a text, each with a class, or nothing. */
export const textSpans: KindView = {
  ...markingView(marking),
  Fields: (props) => (
    <MarksFields
      {...props}
      {...marking}
      hint="Two spans are the same where class, start and end are; one that is there in part counts half."
    />
  ),
  Shown: ({ spec }) => (
    <MarksShown spec={spec} does="The worker marks pieces of the text and says of each what it is:" />
  ),
  Answer: ({ answer }) => <MarksAnswer answer={answer} shape={spanShape} />,
  AnswerField: (props) => <MarksField {...props} shape={spanShape} />,
  OnItem: SpansOnText,
  given: (answer) => {
    const marks = marksIn(answer, spanShape);
    if (marks === null) return { label: answer };
    if (marks.length === 0) return { value: { none: true } };
    return {
      value: { spans: marks.map(({ name, at: [start = 0, end = 0] }) => ({ start, end, label: name })) },
    };
  },
};
