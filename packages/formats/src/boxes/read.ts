import { isRecord } from '@asg/values/json';
import type { PictureBox, PictureSize } from './picture.ts';

/** Boxes of a picture with its size, where the file tells that. */
export interface ReadBoxes {
  readonly boxes: readonly PictureBox[];
  readonly size: PictureSize | null;
}

/** A picture of a file with what is said of it; `wrong`: why nothing of it is taken. */
export interface ReadPicture extends ReadBoxes {
  readonly name: string;
  /** Null: the file has its name alone. */
  readonly url: string | null;
  readonly wrong: string | null;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:(?:https?|s3|gs|asset):\/\/|data:image\/)/i.test(value);

/** Null: nobody knows. */
export const sizeOf = (width: unknown, height: unknown): PictureSize | null =>
  isNumber(width) && isNumber(height) && width > 0 && height > 0 ? { width, height } : null;

export const noArea = 'its width and its height must be above 0';

/** In whole pixels: each edge goes to the nearest, and a box keeps one pixel at least. Null: it has no area. */
export function boxAt(
  name: string,
  left: number,
  top: number,
  right: number,
  bottom: number,
): PictureBox | null {
  if (!(right > left && bottom > top) || !Number.isFinite(right - left + bottom - top)) return null;
  // Added to, what is a hair below zero is zero.
  const [x, y] = [Math.round(left) + 0, Math.round(top) + 0];
  return {
    class: name,
    left: x,
    top: y,
    width: Math.max(1, Math.round(right) - x),
    height: Math.max(1, Math.round(bottom) - y),
  };
}

const recordsIn = (list: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(list) ? list.filter(isRecord) : [];

/** The boxes of a text of YOLO, or what is wrong with it. */
export function boxesOfYolo(
  text: string,
  classes: readonly string[],
  { width, height }: PictureSize,
): readonly PictureBox[] | string {
  const boxes: PictureBox[] = [];
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const numbers = line.trim().split(/\s+/).map(Number);
    const [place = -1, x = 0, y = 0, w = 0, h = 0] = numbers;
    const name = classes[place];
    // A sixth is how sure a model was; more are an outline.
    if (numbers.length < 5 || numbers.length > 6 || !numbers.every(isNumber))
      return `line ${i + 1} must be five numbers: class, middle across, middle down, width, height`;
    if (name === undefined) return `line ${i + 1}: there is no class ${place}`;
    const [left, top] = [(x - w / 2) * width, (y - h / 2) * height];
    const box = boxAt(name, left, top, left + w * width, top + h * height);
    if (box === null) return `line ${i + 1}: ${noArea}`;
    boxes.push(box);
  }
  return boxes;
}

/** What is drawn otherwise than as a rectangle with its class, in Label Studio. */
const otherRegions = /^(?:rectangle|ellipse|polygon|keypoint|brush|bitmask|vector|magicwand)/;

/** What a task of Label Studio has in percents, or what is wrong with it. `results`: of one annotation. */
export function boxesOfStudio(results: readonly unknown[]): ReadBoxes | string {
  const boxes: PictureBox[] = [];
  let size: PictureSize | null = null;
  for (const [i, one] of results.entries()) {
    const at = `result ${i + 1}`;
    if (!isRecord(one)) return `${at} must be an object`;
    const { type, value } = one;
    if (type !== 'rectanglelabels') {
      if (typeof type === 'string' && otherRegions.test(type)) return `${at} is of ${type}: it is no box`;
      continue;
    }
    const own = sizeOf(one.original_width, one.original_height);
    const { x, y, width, height, rotation = 0, rectanglelabels: names } = isRecord(value) ? value : {};
    const [name, ...more]: readonly unknown[] = Array.isArray(names) ? names : [];
    if (own === null) return `${at}: original_width and original_height are missing`;
    if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height) || typeof name !== 'string')
      return `${at} must have x, y, width, height and a label`;
    if (more.length > 0) return `${at} has several labels: a box has one class`;
    if (rotation !== 0) return `${at} is turned: boxes stand upright`;
    const [across, down] = [own.width / 100, own.height / 100];
    const box = boxAt(name, x * across, y * down, (x + width) * across, (y + height) * down);
    if (box === null) return `${at}: ${noArea}`;
    boxes.push(box);
    size = own;
  }
  return { boxes, size };
}

/** What a line of Ground Truth says under an attribute, or what is wrong with it. */
export function boxesOfManifest(label: unknown, metadata: unknown): ReadBoxes | string {
  if (!isRecord(label) || !Array.isArray(label.annotations)) return 'it has no annotations';
  const listed: readonly unknown[] = label.annotations;
  const classes = isRecord(metadata) && isRecord(metadata['class-map']) ? metadata['class-map'] : {};
  const boxes: PictureBox[] = [];
  for (const [i, one] of listed.entries()) {
    const { class_id: id, left, top, width, height } = isRecord(one) ? one : {};
    const name = isNumber(id) ? classes[String(id)] : undefined;
    if (typeof name !== 'string') return `annotation ${i + 1}: class-map has no ${JSON.stringify(id)}`;
    if (!isNumber(left) || !isNumber(top) || !isNumber(width) || !isNumber(height))
      return `annotation ${i + 1} must have left, top, width and height`;
    const box = boxAt(name, left, top, left + width, top + height);
    if (box === null) return `annotation ${i + 1}: ${noArea}`;
    boxes.push(box);
  }
  const [first] = recordsIn(label.image_size);
  return { boxes, size: sizeOf(first?.width, first?.height) };
}
