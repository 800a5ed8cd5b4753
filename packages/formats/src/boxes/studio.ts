import { type Html, html } from '../html/html.ts';
import type { PictureBox, PictureSize } from './picture.ts';

/** A box as Label Studio has one, without what names its control: in percents of the picture. */
export const studioBox = ({ class: name, left, top, width, height }: PictureBox, size: PictureSize) => ({
  type: 'rectanglelabels',
  value: {
    x: percentOf(left, size.width),
    y: percentOf(top, size.height),
    width: percentOf(width, size.width),
    height: percentOf(height, size.height),
    rotation: 0,
    rectanglelabels: [name],
  },
  more: { original_width: size.width, original_height: size.height, image_rotation: 0 },
});

/** So exact that pixels come back of the largest pictures. */
const percentOf = (some: number, whole: number): number => Number(((100 * some) / whole).toFixed(8));

export const studioBoxes = (name: string, toName: string, classes: readonly string[]): Html =>
  html`<RectangleLabels name="${name}" toName="${toName}">${classes.map((value) => html`\n    <Label value="${value}"/>`)}\n  </RectangleLabels>`;
