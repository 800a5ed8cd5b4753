import { isRecord } from '@asg/values/json';
import type { MarksSpec } from '../marks/mark-kind.ts';
import { parseMarks, parseWhole } from '../marks/parse.ts';
import { parseMembers } from '../values/members.ts';
import { inCodePointOrder, parseOneOf } from '../values/names.ts';
import { type Parsed, parsed, refused } from '../values/refusal.ts';

/** In whole pixels of the original picture as it is seen. */
export interface Box {
  readonly class: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Boxes = readonly Box[];

/** How large a picture is. */
export interface PictureExtent {
  readonly width: number;
  readonly height: number;
}

/** Where nothing is known of the picture: no side is longer. */
const anyPicture: PictureExtent = { width: 65_535, height: 65_535 };
export const boxesMax = 200;

export function parseBoxes(json: unknown, { classes }: MarksSpec, extent?: PictureExtent): Parsed<Boxes> {
  const picture = extent ?? anyPicture;
  const found = parseMarks(json, { name: 'boxes', max: boxesMax }, (one, field) =>
    parseBox(one, field, classes, picture),
  );
  if (!found.ok) return found;
  const seen = new Set<string>();
  for (const [i, box] of found.value.entries()) {
    const text = boxText(box);
    if (seen.has(text)) return refused(`value.boxes.${i}`, 'repeated', 'must differ from the others');
    seen.add(text);
  }
  return parsed(found.value.toSorted(inBoxOrder));
}

function parseBox(
  json: unknown,
  field: string,
  classes: readonly string[],
  extent: PictureExtent,
): Parsed<Box> {
  const members = parseMembers(json, field, ['class', 'left', 'top', 'width', 'height']);
  if (!members.ok) return members;
  const { class: given, ...sides } = members.value;
  const name = parseOneOf(given, `${field}.class`, classes);
  if (!name.ok) return name;
  const left = parseWhole(sides['left'], `${field}.left`, 0, extent.width - 1);
  if (!left.ok) return left;
  const top = parseWhole(sides['top'], `${field}.top`, 0, extent.height - 1);
  if (!top.ok) return top;
  const width = parseWhole(sides['width'], `${field}.width`, 1, extent.width - left.value);
  if (!width.ok) return width;
  const height = parseWhole(sides['height'], `${field}.height`, 1, extent.height - top.value);
  if (!height.ok) return height;
  return parsed({
    class: name.value,
    left: left.value,
    top: top.value,
    width: width.value,
    height: height.value,
  });
}

export function inBoxOrder(one: Box, other: Box): number {
  return (
    one.left - other.left ||
    one.top - other.top ||
    one.width - other.width ||
    one.height - other.height ||
    inCodePointOrder(one.class, other.class)
  );
}

const inOrder = ({ class: name, left, top, width, height }: Box): Box => ({
  class: name,
  left,
  top,
  width,
  height,
});

export const boxText = (box: Box): string => JSON.stringify(inOrder(box));

export const boxesJson = (boxes: Boxes): unknown =>
  boxes.length === 0 ? { none: true } : { boxes: boxes.toSorted(inBoxOrder).map(inOrder) };

/** From a canonical text, whose rules were kept when it was made. */
export function readBoxes(text: string): Boxes {
  const json: unknown = JSON.parse(text);
  const boxes = isRecord(json) && Array.isArray(json['boxes']) ? json['boxes'] : [];
  return boxes.map((box: Box) => inOrder(box));
}
