import { type Colour, png } from './png.ts';

const skies: readonly (readonly [Colour, Colour])[] = [
  [
    [38, 76, 140],
    [250, 196, 140],
  ],
  [
    [82, 150, 214],
    [222, 238, 244],
  ],
  [
    [44, 40, 92],
    [238, 132, 110],
  ],
];
const hillColours: readonly Colour[] = [
  [96, 118, 130],
  [58, 88, 84],
  [28, 54, 46],
];
const sunRadius = 0.07;

const mixed = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** A drawn landscape as PNG: hills under a sky, with or without a sun; another one for each number. */
export function landscape(number: number, hasSun: boolean, width = 960, height = 640): Buffer {
  const [top, bottom] = skies[number % skies.length]!;
  const sun = { x: 0.2 + ((number * 37) % 60) / 100, y: 0.24 };
  const ridge = (x: number, layer: number): number =>
    0.5 +
    layer * 0.14 +
    0.07 * Math.sin(x * (4 + layer) + number) +
    0.03 * Math.sin(x * (13 + 5 * layer) + 2 * number);
  // The ridges once for each column: for each pixel they would take most of the time.
  const columns = Array.from({ length: width }, (_, px) =>
    [0, 1, 2].map((layer) => ridge(px / height, layer)),
  );
  return png(width, height, (px, py) => {
    const x = px / height;
    const y = py / height;
    const layer = columns[px]!.findLastIndex((crest) => y > crest);
    if (layer !== -1) return hillColours[layer]!;
    const far = Math.hypot(x - sun.x * (width / height), y - sun.y);
    const sky = mixed(top, bottom, y / 0.6);
    if (!hasSun) return sky;
    return far < sunRadius
      ? [255, 246, 214]
      : mixed([255, 232, 180], sky, Math.min(1, (far - sunRadius) * 3));
  });
}
