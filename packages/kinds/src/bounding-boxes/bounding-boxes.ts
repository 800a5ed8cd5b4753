import type { MarkKind } from '../marks/mark-kind.ts';
import { parseMarksSpec } from '../marks/parse.ts';
import { inCodePointOrder } from '../values/names.ts';
import { boxMakers, combineBoxes } from './combine.ts';
import { agrees, canonical, distance, f1 } from './measures.ts';
import { type Box, boxesJson, type PictureExtent, parseBoxes, readBoxes } from './parse.ts';

const barDefault = 0.7;

/** Boxes around things on a picture. They are matched where IoU is at least a half, by assignment (COCO; Branson et al. 2017). */
export const boundingBoxes: MarkKind<Box, PictureExtent> = {
  name: 'bounding_boxes',
  barDefault,
  parseSpec: (json) => parseMarksSpec(json, barDefault),
  parse: parseBoxes,
  json: boxesJson,
  canonical,
  read: readBoxes,
  classOf: (box) => box.class,
  classesOf: (value) => [...new Set(value.map((box) => box.class))].sort(inCodePointOrder),
  f1,
  distance,
  credit: f1,
  agrees,
  makers: boxMakers,
  combine: combineBoxes,
};
