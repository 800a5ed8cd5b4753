import { isRecord } from '@asg/values/json';
import type { PictureBox } from './picture.ts';
import { boxAt, isAddress, noArea, type ReadPicture, sizeOf } from './read.ts';

/** Where in the file a picture is, for people. */
interface Placed extends ReadPicture {
  readonly where: string;
}

/** What is said of one picture; `first`: the annotation that said it first. */
interface Said {
  readonly first: number;
  readonly boxes: PictureBox[];
  wrong: string | null;
}

/** Whether the value is a file of COCO as a whole. */
export const isCoco = (value: unknown): value is Record<'images' | 'annotations', readonly unknown[]> =>
  isRecord(value) && Array.isArray(value.images) && Array.isArray(value.annotations);

/** The pictures of a file of COCO in its order, each with its boxes; outlines and crowds are their boxes. */
export function* picturesOfCoco(
  file: Record<'images' | 'annotations', readonly unknown[]> & { readonly categories?: unknown },
): Generator<Placed> {
  const found = annotationsOf(file);
  const seen = new Set<unknown>();
  for (const [i, image] of file.images.entries()) {
    const where = `image ${i + 1}`;
    const { id, file_name: name, coco_url: url, width, height } = isRecord(image) ? image : {};
    const { boxes, wrong } = found.get(id) ?? { boxes: [], wrong: null };
    const isRepeated = seen.has(id);
    if (id !== undefined) seen.add(id);
    yield {
      where,
      name: typeof name === 'string' ? name : '',
      url: isAddress(url) ? url : null,
      boxes,
      size: sizeOf(width, height),
      wrong: isRepeated
        ? `an image before it has the id ${JSON.stringify(id)}, too`
        : id === undefined
          ? 'an image must be an object with an id'
          : wrong,
    };
  }
  for (const [id, { first }] of found)
    if (!seen.has(id))
      yield {
        where: `annotation ${first}`,
        name: '',
        url: null,
        boxes: [],
        size: null,
        wrong: `there is no image ${JSON.stringify(id)}`,
      };
}

/** By the id of their image. */
function annotationsOf({
  annotations,
  categories,
}: {
  readonly annotations: readonly unknown[];
  readonly categories?: unknown;
}): ReadonlyMap<unknown, Said> {
  const listed: readonly unknown[] = Array.isArray(categories) ? categories : [];
  const classes = new Map(listed.filter(isRecord).map(({ id, name }) => [id, name]));
  const found = new Map<unknown, Said>();
  for (const [i, one] of annotations.entries()) {
    const { image_id: id, category_id: category, bbox } = isRecord(one) ? one : {};
    const said = found.get(id) ?? { first: i + 1, boxes: [], wrong: null };
    found.set(id, said);
    const box = boxOf(classes.get(category), bbox);
    if (box === 'no class')
      said.wrong ??= `annotation ${i + 1}: there is no category ${JSON.stringify(category)}`;
    else if (typeof box === 'string') said.wrong ??= `annotation ${i + 1}: ${box}`;
    else said.boxes.push(box);
  }
  return found;
}

function boxOf(name: unknown, bbox: unknown): PictureBox | string {
  if (typeof name !== 'string') return 'no class';
  const numbers: readonly unknown[] = Array.isArray(bbox) ? bbox : [];
  const [left, top, width, height] = numbers.flatMap((one) => (typeof one === 'number' ? one : []));
  if (
    left === undefined ||
    top === undefined ||
    width === undefined ||
    height === undefined ||
    numbers.length > 4
  )
    return 'bbox must be four numbers: left, top, width, height';
  return boxAt(name, left, top, left + width, top + height) ?? noArea;
}
