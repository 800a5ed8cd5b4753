import { type BoxedPicture, ClassPlaces, fileNameOf, type PicturePages } from './picture.ts';

/** Of the file. */
interface About {
  readonly title: string;
  /** Names of classes that are categories even if no box is of them, in their order. */
  readonly classes: readonly string[];
}

/**
 * Object detection as COCO has it: `images`, then `annotations` (`bbox` from the left upper corner, in pixels), then `categories`. The
 * pictures are gone through twice, so that nothing of them is kept.
 */
export async function* cocoOf(pictures: PicturePages, { title, classes }: About): AsyncGenerator<string> {
  yield `{"info":${JSON.stringify({ description: title, version: '1.0' })},"licenses":[],\n"images":[`;
  yield* listed(pictures, (picture) => [
    {
      id: picture.number,
      file_name: fileNameOf(picture),
      ...(picture.size !== null && { width: picture.size.width, height: picture.size.height }),
      coco_url: picture.url,
    },
  ]);
  yield '],\n"annotations":[';
  const places = new ClassPlaces();
  for (const name of classes) places.of(name);
  let id = 0;
  yield* listed(pictures, ({ number, boxes }) =>
    boxes.map(({ class: name, left, top, width, height }) => ({
      id: ++id,
      image_id: number,
      category_id: places.of(name) + 1,
      bbox: [left, top, width, height],
      area: width * height,
      segmentation: [[left, top, left + width, top, left + width, top + height, left, top + height]],
      iscrowd: 0,
    })),
  );
  const categories = places.names.map((name, i) => ({ id: i + 1, name, supercategory: '' }));
  yield `],\n"categories":${JSON.stringify(categories)}}\n`;
}

async function* listed(
  pictures: PicturePages,
  entriesOf: (picture: BoxedPicture) => readonly object[],
): AsyncGenerator<string> {
  let before = '\n';
  for await (const page of pictures()) {
    const entries = page.flatMap(entriesOf).map((entry) => JSON.stringify(entry));
    if (entries.length === 0) continue;
    yield before + entries.join(',\n');
    before = ',\n';
  }
}
