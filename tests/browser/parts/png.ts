import { pngOf } from '@asg/testing';

export type Colour = readonly [red: number, green: number, blue: number];

/** A PNG of `width` × `height` pixels, each as `colourAt` says, 0 to 255 by channel. */
export function png(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set(colourAt(x, y), (y * width + x) * 3);
  return pngOf(width, height, pixels);
}
