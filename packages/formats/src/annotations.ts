/** Boxes on pictures and spans of texts, as training libraries read them. */
export { cocoOf } from './boxes/coco.ts';
export type { BoxedPicture, PictureBox, PicturePages, PictureSize } from './boxes/picture.ts';
export { studioBox, studioBoxes } from './boxes/studio.ts';
export { vocFiles } from './boxes/voc.ts';
export { yoloFiles } from './boxes/yolo.ts';
export { conllOf } from './spans/conll.ts';
export { spacyOf } from './spans/spacy.ts';
export { studioLabels, studioSpan } from './spans/studio.ts';
export type { TextSpan } from './spans/tokens.ts';
