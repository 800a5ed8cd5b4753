import { crc32, deflateSync } from 'node:zlib';

/** A rectangle of a colour, in pixels. `colour`: the place in the palette. */
interface Painted {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly colour: number;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A PNG of rectangles, each over those before it. `palette`: red, green and blue of each colour; the first is the ground. */
export function pictureOf(
  { width, height }: { readonly width: number; readonly height: number },
  palette: readonly (readonly [number, number, number])[],
  painted: readonly Painted[],
): Uint8Array {
  // Each row begins with a byte that says how it is filtered: not at all.
  const rows = new Uint8Array(height * (width + 1));
  for (const { left, top, colour, ...size } of painted)
    for (let y = top; y < top + size.height; y++) {
      const row = y * (width + 1) + 1;
      rows.fill(colour, row + left, row + left + size.width);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits for each pixel, a place in the palette.
  header.set([8, 3], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
