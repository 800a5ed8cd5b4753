import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Outbound, OutboundAnswer, OutboundRequest } from '@asg/outbound';
import type { VirtualClock } from '../virtual-clock.ts';

const host = 'items.example';
/** Of a picture of one pixel: it passes as it is, with whatever its data are. */
const pngHead = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex');
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex');

/** A picture of so many bytes more, filled with `padding`. */
function picture(bytes: number, padding: Buffer): Buffer {
  const data = Buffer.alloc(12 + bytes, padding);
  data.writeUInt32BE(bytes, 0);
  data.write('IDAT', 4, 'latin1');
  return Buffer.concat([pngHead, data, pngEnd]);
}

/** Numbers that the same text always gives, from 0 up to 1. */
function* numbersOf(text: string): Generator<number, never> {
  for (let block = 0; ; block++) {
    const hash = createHash('sha256').update(`${text}:${block}`).digest();
    for (let at = 0; at < 32; at += 4) yield hash.readUInt32BE(at) / 2 ** 32;
  }
}

/** The address of an item; its right answer, size and distance follow from its name. */
export const itemUrl = (name: string): string => `https://${host}/${name}.png`;

/** The right answer of the item at an address, as an index of `options` answers. */
export function truthOf(url: string, options: number): number {
  return Math.floor(numbersOf(`truth ${url}`).next().value * options);
}

/** The web as far as items go: each comes from its host, as late as hosts are, and is as large as pictures are. */
export function itemHost(clock: VirtualClock): Outbound {
  const nothing = (): never => {
    throw new Error('only items are fetched here');
  };
  return {
    request: async ({ url, signal }: OutboundRequest): Promise<OutboundAnswer> => {
      const numbers = numbersOf(url);
      const [late, size] = [numbers.next().value, numbers.next().value];
      await clock.sleep(20 + Math.floor(late * late * 400), signal);
      const padding = createHash('sha256').update(url).digest();
      const bytes = picture(200 + Math.floor(size * 1_800), padding);
      return { status: 200, headers: { 'content-type': 'image/png' }, body: Readable.from([bytes]) };
    },
    lookup: nothing,
    check: (url) => new URL(url),
    [Symbol.asyncDispose]: async () => {},
  };
}
