import { type Html, html } from '../html/html.ts';
import type { ZipEntry } from '../zip/write.ts';
import { type BoxedPicture, fileNameOf, type PicturePages, stemOf } from './picture.ts';

/** Pascal VOC: a folder `Annotations` with an XML for each picture. */
export async function* vocFiles(pictures: PicturePages): AsyncGenerator<ZipEntry> {
  for await (const page of pictures())
    for (const picture of page)
      yield { name: `Annotations/${stemOf(picture)}.xml`, bytes: bytesOf(vocOf(picture).text) };
}

/** A picture as Pascal VOC has it: the first pixel is 1, and the last one of a box is in it. Without a size where none is known. */
function vocOf(picture: BoxedPicture): Html {
  const { url, size, boxes } = picture;
  const told =
    size === null
      ? html``
      : html`\n  <size>\n    <width>${size.width}</width>\n    <height>${size.height}</height>\n    <depth>3</depth>\n  </size>`;
  const objects = boxes.map((box) => {
    const truncated = size !== null && isAtEdge(box, size) ? 1 : 0;
    return html`
  <object>
    <name>${box.class}</name>
    <pose>Unspecified</pose>
    <truncated>${truncated}</truncated>
    <difficult>0</difficult>
    <bndbox>
      <xmin>${box.left + 1}</xmin>
      <ymin>${box.top + 1}</ymin>
      <xmax>${box.left + box.width}</xmax>
      <ymax>${box.top + box.height}</ymax>
    </bndbox>
  </object>`;
  });
  return html`<annotation>
  <folder>JPEGImages</folder>
  <filename>${fileNameOf(picture)}</filename>
  <path>${url}</path>
  <source>\n    <database>Unknown</database>\n  </source>${told}
  <segmented>0</segmented>${objects}
</annotation>
`;
}

const isAtEdge = (
  { left, top, width, height }: BoxedPicture['boxes'][number],
  size: NonNullable<BoxedPicture['size']>,
): boolean => left === 0 || top === 0 || left + width === size.width || top + height === size.height;

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
