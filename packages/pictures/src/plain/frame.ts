/** Dimensions in pixels of a picture, and how many there are one after another. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}
