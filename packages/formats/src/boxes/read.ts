import { isRecord } from '@asg/values/json';
import type { PictureBox, PictureSize } from './picture.ts';

/** A picture of a file with what is said of it; `wrong`: why nothing of it is taken. */
export interface ReadPicture {
  readonly name: string;
  /** Null: the file has its name alone. */
  readonly url: string | null;
  readonly boxes: readonly PictureBox[];
  readonly wrong: string | null;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isWeb = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:https?|s3|gs|asset):\/\//i.test(value);

/** In whole pixels: each edge goes to the nearest, and a box keeps one pixel at least. */
export function boxAt(name: string, left: number, top: number, right: number, bottom: number): PictureBox {
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

/** Whether the value is a file of COCO as a whole. */
export const isCoco = (value: unknown): boolean =>
  isRecord(value) && Array.isArray(value.images) && Array.isArray(value.annotations);

/** The pictures of a file of COCO in its order, each with its boxes; outlines and crowds are their boxes. */
export function picturesOfCoco(value: unknown): readonly ReadPicture[] {
  if (!isRecord(value)) return [];
  const classes = new Map(recordsIn(value.categories).map(({ id, name }) => [id, name]));
  const found = new Map<unknown, { boxes: PictureBox[]; wrong: string | null }>();
  for (const { image_id: id, category_id, bbox } of recordsIn(value.annotations)) {
    const of = found.get(id) ?? { boxes: [], wrong: null };
    found.set(id, of);
    const name = classes.get(category_id);
    const numbers = Array.isArray(bbox) ? bbox.filter(isNumber) : [];
    const [left, top, width, height] = numbers;
    if (typeof name !== 'string') of.wrong ??= `there is no category ${JSON.stringify(category_id)}`;
    else if (left === undefined || top === undefined || width === undefined || height === undefined)
      of.wrong ??= 'bbox must be four numbers: left, top, width, height';
    else of.boxes.push(boxAt(name, left, top, left + width, top + height));
  }
  return recordsIn(value.images).map(({ id, file_name: file, coco_url: url }) => {
    const { boxes, wrong } = found.get(id) ?? { boxes: [], wrong: null };
    return { name: typeof file === 'string' ? file : '', url: isWeb(url) ? url : null, boxes, wrong };
  });
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
    if (numbers.length < 5 || !numbers.every(isNumber))
      return `line ${i + 1} must be five numbers: class, middle across, middle down, width, height`;
    if (name === undefined) return `line ${i + 1}: there is no class ${place}`;
    const [left, top] = [(x - w / 2) * width, (y - h / 2) * height];
    boxes.push(boxAt(name, left, top, left + w * width, top + h * height));
  }
  return boxes;
}

/** What a task of Label Studio has in percents, or what is wrong with it. `results`: of one annotation. */
export function boxesOfStudio(results: readonly unknown[]): readonly PictureBox[] | string {
  const boxes: PictureBox[] = [];
  for (const one of results) {
    if (!isRecord(one) || one.type !== 'rectanglelabels' || !isRecord(one.value)) continue;
    const { original_width: across, original_height: down } = one;
    const { x, y, width, height, rotation = 0, rectanglelabels } = one.value;
    const [name]: readonly unknown[] = Array.isArray(rectanglelabels) ? rectanglelabels : [];
    if (!isNumber(across) || !isNumber(down)) return 'original_width and original_height are missing';
    if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height) || typeof name !== 'string')
      return 'a rectangle must have x, y, width, height and a label';
    if (rotation !== 0) return 'a rectangle is turned: boxes stand upright';
    const [right, bottom] = [x + width, y + height].map((part) => part / 100);
    boxes.push(
      boxAt(name, (x / 100) * across, (y / 100) * down, (right ?? 0) * across, (bottom ?? 0) * down),
    );
  }
  return boxes;
}

/** What a line of Ground Truth says under an attribute, or what is wrong with it. */
export function boxesOfManifest(label: unknown, metadata: unknown): readonly PictureBox[] | string {
  if (!isRecord(label) || !Array.isArray(label.annotations)) return 'it has no annotations';
  const classes = isRecord(metadata) && isRecord(metadata['class-map']) ? metadata['class-map'] : {};
  const boxes: PictureBox[] = [];
  for (const { class_id: id, left, top, width, height } of recordsIn(label.annotations)) {
    const name = isNumber(id) ? classes[String(id)] : undefined;
    if (typeof name !== 'string') return `class-map has no ${JSON.stringify(id)}`;
    if (!isNumber(left) || !isNumber(top) || !isNumber(width) || !isNumber(height))
      return 'a box must have left, top, width and height';
    boxes.push(boxAt(name, left, top, left + width, top + height));
  }
  return boxes;
}
