import { type Box, boundingBoxes as rules } from '@asg/kinds';
import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import type { DemoKind } from './known-task.ts';
import { isRightBy, type Marks } from './marks.ts';
import { pictureOf } from './picture.ts';

const picture = { width: 320, height: 200 };
const palette = [
  [198, 221, 240],
  [118, 120, 122],
  [196, 60, 48],
  [44, 92, 160],
] as const;
const street = { left: 0, top: 120, width: picture.width, height: 80, colour: 1 };

/** What is on the street, and how large it is at least and at most. */
const things = {
  car: { colour: 2, width: [44, 68], height: [22, 32] },
  person: { colour: 3, width: [12, 20], height: [40, 60] },
} as const;
const classes = Object.keys(things).sort();
const lanes = 4;
const shown = 0.55;

/** A box around every car and every person on the picture of a street. */
export const boundingBoxes: DemoKind = {
  about: 'a box around every car and person on pictures of a street',
  batchSize: 100,
  isRanked: false,
  draw: (random) => {
    const boxes = Array.from({ length: lanes }, (_, lane) => lane).flatMap((lane) =>
      fraction(random) < shown ? [thingIn(lane, random)] : [],
    );
    const painted = boxes.map((box) => ({ ...box, colour: things[box.class as keyof typeof things].colour }));
    const truth: Marks = { kind: 'bounding_boxes', boxes };
    return {
      answers: 2,
      task: {
        type: 'bounding_boxes',
        label_spec: {
          question: 'Draw a box around every car and every person.',
          classes: [...classes],
          instructions: 'As tight as you can. Cars are red, people are blue; a street may be empty.',
        },
      },
      picture: pictureOf(picture, palette, [street, ...painted]),
      truth,
      describes: boxes.length === 0 ? 'an empty street' : boxes.map((box) => box.class).join(', '),
      ...isRightBy(rules, boxes),
    };
  },
};

/** One thing in a part of the street of its own. */
function thingIn(lane: number, random: Random): Box {
  const name = pick(classes, random);
  const thing = things[name as keyof typeof things];
  const length = ([least, most]: readonly [number, number]): number =>
    least + Math.floor(fraction(random) * (most - least + 1));
  const [width, height] = [length(thing.width), length(thing.height)];
  const room = picture.width / lanes;
  return {
    class: at(classes, classes.indexOf(name)),
    left: lane * room + Math.floor(fraction(random) * (room - width)),
    top: 100 + Math.floor(fraction(random) * 40),
    width,
    height,
  };
}
