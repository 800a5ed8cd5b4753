import { boundingBoxes as kind } from '@asg/kinds';
import { MarksAnswer } from '../marks/answer.tsx';
import { MarksField } from '../marks/answer-field.tsx';
import { MarksFields, MarksShown } from '../marks/fields.tsx';
import { markingView } from '../marks/kind.ts';
import { marksIn } from '../marks/marks.ts';
import type { KindView } from '../view.ts';
import { BoxesOnPicture } from './on-picture.tsx';
import { boxShape } from './shape.ts';

const marking = { kind, shape: boxShape, barName: 'boxes', barDefault: 0.7 };

/** Boxes on a picture, each with a class, or nothing. */
export const boundingBoxes: KindView = {
  ...markingView(marking),
  Fields: (props) => (
    <MarksFields
      {...props}
      {...marking}
      hint="Two boxes are the same where their class is, and at least half of what they cover together is in both."
    />
  ),
  Shown: ({ spec }) => (
    <MarksShown spec={spec} does="The worker draws boxes on the picture and says of each what it is:" />
  ),
  Answer: ({ answer }) => <MarksAnswer answer={answer} shape={boxShape} />,
  AnswerField: (props) => <MarksField {...props} shape={boxShape} />,
  OnItem: BoxesOnPicture,
  given: (answer) => {
    const marks = marksIn(answer, boxShape);
    if (marks === null) return { label: answer };
    if (marks.length === 0) return { value: { none: true } };
    return {
      value: {
        boxes: marks.map(({ name, at: [left = 0, top = 0, width = 0, height = 0] }) => ({
          class: name,
          left,
          top,
          width,
          height,
        })),
      },
    };
  },
};
