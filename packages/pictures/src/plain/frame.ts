import type { PictureSize } from '../results.ts';

/** The dimensions of a picture as it is seen, and how many there are one after another. */
export interface Frame extends PictureSize {
  readonly frames: number;
}
