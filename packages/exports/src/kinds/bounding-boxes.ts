import { type PictureBox, studioBox, studioBoxes } from '@asg/formats/annotations';
import { isRecord } from '@asg/values/json';
import { begunCell, begunColumn, type KindExport } from './kind-export.ts';

/** Of Label Studio. */
const control = 'boxes';
const sizeUnknown = 'the size of the picture is not known';

/** The boxes that a value has; none of them: none. */
function boxesIn(value: unknown): readonly PictureBox[] {
  const boxes: readonly unknown[] = isRecord(value) && Array.isArray(value.boxes) ? value.boxes : [];
  return boxes.filter(isBox);
}

const isBox = (value: unknown): value is PictureBox =>
  isRecord(value) &&
  typeof value.class === 'string' &&
  [value.left, value.top, value.width, value.height].every((one) => typeof one === 'number');

/** Boxes with classes on a picture, in pixels of the original. */
export const boundingBoxes: KindExport = {
  columns: [
    { name: 'boxes', type: 'json' },
    { name: 'box_count', type: 'whole' },
    { name: 'image_width', type: 'whole' },
    { name: 'image_height', type: 'whole' },
    begunColumn,
  ],
  cells: ({ value, size, begun }) => {
    const boxes = value === undefined ? null : boxesIn(value);
    return {
      boxes,
      box_count: boxes?.length ?? null,
      image_width: size?.width ?? null,
      image_height: size?.height ?? null,
      ...begunCell(begun),
    };
  },
  flagsOf: () => [],
  flags: () => new Map(),
  labelStudio: {
    results: ({ value, size }, objects) =>
      size === null
        ? sizeUnknown
        : boxesIn(value).map((box) => ({ control, objects, ...studioBox(box, size) })),
    control: ({ names }, toName) => studioBoxes(control, toName, names),
  },
  groundTruth: ({ names, value, size }, { ofUnit }) => {
    if (size === null) return sizeUnknown;
    const boxes = boxesIn(value);
    return {
      label: {
        image_size: [{ width: size.width, height: size.height, depth: 3 }],
        annotations: boxes.map(({ class: name, left, top, width, height }) => ({
          class_id: names.indexOf(name),
          left,
          top,
          width,
          height,
        })),
      },
      meaning: {
        objects: boxes.map((_, i) => ({ confidence: ofUnit(`box ${i + 1}`) })),
        'class-map': Object.fromEntries(
          names.flatMap((name, place) => (boxes.some((box) => box.class === name) ? [[place, name]] : [])),
        ),
      },
      type: 'object-detection',
    };
  },
  preferences: null,
  boxes: ({ value }) => boxesIn(value),
};
