import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemClock } from '@asg/runtime';
import sharp from 'sharp';
import { Pictures } from './pictures.ts';

const pictures = new Pictures(systemClock, { workMs: 240_000 });
after(() => pictures[Symbol.dispose]());
const caseOf = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../cases', name));

/** The size of the original, that of what is shown, and whether that is as it came. */
async function sizes(bytes: Buffer) {
  const result = await pictures.normalise(bytes);
  assert.ok(result.ok, result.ok ? '' : result.message);
  const { size, bytes: out } = result.picture;
  const { width, height } = await sharp(out).metadata();
  return { size: [size.width, size.height], shown: [width, height], isSame: Buffer.from(out).equals(bytes) };
}

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } });

test('what is passed on as it is has the size that its header says', async () => {
  const plain = {
    png: await blank(123, 45).png().toBuffer(),
    jpeg: await blank(123, 45).jpeg().toBuffer(),
    'progressive jpeg': await blank(123, 45).jpeg({ progressive: true }).toBuffer(),
    gif: await blank(123, 45).gif().toBuffer(),
    webp: await blank(123, 45).webp().toBuffer(),
    'lossless webp': await blank(123, 45).webp({ lossless: true }).toBuffer(),
  };
  for (const [name, bytes] of Object.entries(plain))
    assert.deepEqual(await sizes(bytes), { size: [123, 45], shown: [123, 45], isSame: true }, name);
  const animation = { size: [80, 60], shown: [80, 60], isSame: true };
  for (const name of ['anim.gif', 'anim.webp']) assert.deepEqual(await sizes(caseOf(name)), animation, name);
});

test('what is encoded anew has the size of the original, turned as its EXIF says, also where it is shown smaller', async () => {
  for (const name of ['rgb.bmp', 'rgb.avif', 'mif1.avif', 'rgb.tiff', 'cmyk.jpg', 'gray16.png'])
    assert.deepEqual(await sizes(caseOf(name)), { size: [80, 60], shown: [80, 60], isSame: false }, name);
  assert.deepEqual((await sizes(caseOf('icon.ico'))).size, [48, 36]);
  assert.deepEqual((await sizes(caseOf('pic.svg'))).size, [1_024, 1_024], 'a drawing as it is drawn');
  for (let orientation = 1; orientation <= 8; orientation++) {
    const turned = await blank(60, 40).jpeg().withMetadata({ orientation }).toBuffer();
    const seen = orientation >= 5 ? [40, 60] : [60, 40];
    assert.deepEqual(await sizes(turned), { size: seen, shown: seen, isSame: false }, `${orientation}`);
  }
  const large = await blank(6_000, 4_000).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  assert.deepEqual(await sizes(large), { size: [4_000, 6_000], shown: [3_265, 4_898], isSame: false });
});

test('an animation is not turned, and has the size of its frames', async () => {
  const turned = await sharp(caseOf('anim.webp'), { animated: true })
    .webp()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { size, shown, isSame } = await sizes(turned);
  assert.deepEqual([size, shown, isSame], [[80, 60], [80, 60], false]);
});

test('a GIF is as large as it says, or as its first frame, whatever later ones say', async () => {
  const gif = caseOf('anim.gif');
  const control = Buffer.from([0x21, 0xf9, 4]);
  const first = gif.indexOf(control) + 8;
  const second = gif.indexOf(control, first) + 8;
  assert.deepEqual([gif[first], gif[second]], [0x2c, 0x2c]);
  const wider = Buffer.from(gif);
  wider.writeUInt16LE(40, 6);
  assert.equal(wider.readUInt16LE(first + 5), 80);
  assert.deepEqual((await sizes(wider)).size, [80, 60]);
  const outside = Buffer.from(gif);
  outside.writeUInt16LE(500, second + 1);
  const { size, shown, isSame } = await sizes(outside);
  assert.deepEqual([size, shown, isSame], [[80, 60], [80, 60], false]);
});

test('a thumbnail tells the size of what it is one of', async () => {
  const small = await pictures.thumbnail(await blank(4_000, 2_000).jpeg().toBuffer());
  assert.ok(small.ok);
  assert.deepEqual(small.picture.size, { width: 4_000, height: 2_000 });
});
