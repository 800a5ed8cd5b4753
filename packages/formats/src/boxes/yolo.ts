import { csvLines } from '../csv/write.ts';
import { yamlText } from '../hugging-face/card.ts';
import type { ZipEntry } from '../zip/write.ts';
import {
  type BoxedPicture,
  ClassPlaces,
  fileNameOf,
  type PicturePages,
  type PictureSize,
  stemOf,
} from './picture.ts';

/** A picture whose size is known. */
type SizedPicture = BoxedPicture & { readonly size: PictureSize };

/**
 * What YOLO trains on, but for the pictures: a text for each with its boxes, then the names of the classes, and where each picture is.
 * Those whose size is not known are in the list of pictures alone.
 */
export async function* yoloFiles(
  pictures: PicturePages,
  classes: readonly string[],
): AsyncGenerator<ZipEntry> {
  const places = new ClassPlaces();
  for (const name of classes) places.of(name);
  for await (const page of pictures())
    for (const picture of page)
      if (isSized(picture))
        yield { name: `labels/train/${stemOf(picture)}.txt`, bytes: bytesOf(yoloOf(picture, places)) };
  yield { name: 'images.csv', bytes: listOf(pictures) };
  // A line is a class, so that a name has to be one.
  yield { name: 'classes.txt', bytes: bytesOf(places.names.map((name) => `${name}\n`).join('')) };
  yield { name: 'data.yaml', bytes: bytesOf(dataOf(places.names)) };
}

const isSized = (picture: BoxedPicture): picture is SizedPicture => picture.size !== null;

/** A line for each box: the place of its class, then its middle and its size as parts of the picture's. */
function yoloOf({ boxes, size }: SizedPicture, places: ClassPlaces): string {
  const line = ({ class: name, left, top, width, height }: BoxedPicture['boxes'][number]): string =>
    [
      places.of(name),
      partOf(left + width / 2, size.width),
      partOf(top + height / 2, size.height),
      partOf(width, size.width),
      partOf(height, size.height),
    ].join(' ');
  return boxes.map((box) => `${line(box)}\n`).join('');
}

/** So exact that pixels come back of the largest pictures. */
const partOf = (some: number, whole: number): string => (some / whole).toFixed(8);

async function* listOf(pictures: PicturePages): AsyncGenerator<Uint8Array> {
  const columns = ['file', 'data_url', 'width', 'height', 'problem'];
  yield new TextEncoder().encode([...csvLines([], { columns })].join(''));
  for await (const page of pictures()) {
    const rows = page.map((picture) => ({
      file: `images/train/${fileNameOf(picture)}`,
      data_url: picture.url,
      width: picture.size?.width,
      height: picture.size?.height,
      problem: picture.size === null ? 'the size of the picture is not known' : undefined,
    }));
    yield new TextEncoder().encode([...csvLines(rows, { columns, hasHead: false })].join(''));
  }
}

function dataOf(names: readonly string[]): string {
  const listed = names.map((name, place) => `  ${place}: ${yamlText(name)}\n`).join('');
  const classes = names.length === 0 ? 'names: {}\n' : `names:\n${listed}`;
  return `path: .\ntrain: images/train\nval: images/train\nnc: ${names.length}\n${classes}`;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
