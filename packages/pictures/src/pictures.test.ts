import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { systemClock } from '@asg/runtime';
import sharp from 'sharp';
import { pictureFormatOf } from './formats.ts';
import { Pictures } from './pictures.ts';
import { plainPicture } from './plain/plain.ts';

const cases = join(import.meta.dirname, '../cases');
const caseOf = (name: string): Buffer => readFileSync(join(cases, name));
const pictures = new Pictures(systemClock, { workMs: 240_000 });
after(() => pictures[Symbol.dispose]());

async function shown(bytes: Uint8Array) {
  const result = await pictures.normalise(bytes);
  assert.ok(result.ok, result.ok ? '' : result.message);
  const { contentType, bytes: out } = result.picture;
  const { width, height, pages = 1 } = await sharp(out).metadata();
  return { contentType, bytes: out, width, height, pages, isSame: Buffer.from(out).equals(bytes) };
}

/** The mean difference of the colours of two pictures, of 255, each drawn 40 pixels wide on white. */
async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((bytes) =>
      sharp(bytes)
        .flatten({ background: 'white' })
        .toColourspace('srgb')
        .resize(40, 30, { fit: 'fill' })
        .raw()
        .toBuffer(),
    ),
  );
  assert.ok(a !== undefined && b?.length === a.length);
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

const expected: Readonly<Record<string, readonly [string, number, number, number] | RegExp>> = {
  'anim.gif': ['image/gif', 80, 60, 3],
  'anim.webp': ['image/webp', 80, 60, 3],
  'cmyk.jpg': ['image/jpeg', 80, 60, 1],
  'exif6.jpg': ['image/jpeg', 60, 80, 1],
  'gray16.png': ['image/png', 80, 60, 1],
  'huge.png': /^too_large: it has 30000 × 30000 pixels, more than 100 million$/,
  'icon.ico': ['image/png', 48, 36, 1],
  'mif1.avif': ['image/webp', 80, 60, 1],
  'pic.svg': ['image/png', 1024, 1024, 1],
  'rgb.avif': ['image/webp', 80, 60, 1],
  'rgb.bmp': ['image/png', 80, 60, 1],
  'rgb.gif': ['image/gif', 80, 60, 1],
  'rgb.heic': /^unsupported: it is a HEIC picture, which is not supported/,
  'rgb.jp2': /^unsupported: it is a JPEG 2000 picture, which is not supported/,
  'rgb.jpg': ['image/jpeg', 80, 60, 1],
  'rgb.png': ['image/png', 80, 60, 1],
  'rgb.tiff': ['image/png', 80, 60, 1],
  'rgb.webp': ['image/webp', 80, 60, 1],
  'trunc.jpg': /^truncated: it is truncated: the end of this JPEG picture is missing$/,
};

/** How far the colours are from those of the scene that all but one show. */
async function offBy(name: string, bytes: Uint8Array): Promise<number> {
  const scene = sharp(caseOf('rgb.png'));
  if (name === 'pic.svg') return difference(bytes, caseOf('pic.svg'));
  if (name === 'exif6.jpg') return difference(bytes, await scene.rotate(90).toBuffer());
  if (name === 'gray16.png') return difference(bytes, caseOf('gray16.png'));
  return difference(bytes, caseOf('rgb.png'));
}

test('each picture as people bring them is shown in its colours, or refused by name', async (t) => {
  assert.deepEqual(readdirSync(cases).toSorted(), Object.keys(expected));
  for (const [name, right] of Object.entries(expected)) {
    const bytes = caseOf(name);
    const inspected = await pictures.inspectPicture(bytes);
    if (right instanceof RegExp) {
      const result = await pictures.normalise(bytes);
      assert.ok(!result.ok && !inspected.ok);
      t.diagnostic(`${name.padEnd(11)} refused  ${result.reason}: ${result.message}`);
      assert.match(`${result.reason}: ${result.message}`, right);
      assert.deepEqual(inspected, result);
      continue;
    }
    const { contentType, width, height, pages, isSame, bytes: out } = await shown(bytes);
    const off = await offBy(name, out);
    const how = isSame ? 'unchanged' : 'decoded';
    t.diagnostic(
      `${name.padEnd(11)} shown    ${contentType} ${width} × ${height}, ${pages} frame(s), ${how}, colours off by ${off.toFixed(1)}`,
    );
    assert.deepEqual([contentType, width, height, pages], right);
    assert.ok(off < 12, `${name}: its colours are off by ${off}`);
    assert.deepEqual([inspected.ok, inspected.ok && inspected.format], [true, pictureFormatOf(bytes)]);
    assert.equal(
      plainPicture(out, pictureFormatOf(out) ?? 'svg')?.contentType,
      contentType,
      `${name}: more than a picture`,
    );
  }
});

const place = {
  IFD0: { Artist: 'secret-owner' },
  IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' },
};
const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="secret-owner"/></rdf:RDF></x:xmpmeta>';
const telling = /Exif\0|secret-owner|xmpmeta|photoshop|IPTC/i;

test('where and by whom a picture was taken leaves with none, whatever its format', async () => {
  const scene = () => sharp(caseOf('rgb.png')).withExif(place).withXmp(xmp).keepIccProfile();
  const told: Readonly<Record<string, Buffer>> = {
    jpeg: await scene().withIccProfile('p3').jpeg().toBuffer(),
    png: await scene().png().toBuffer(),
    webp: await scene().webp().toBuffer(),
    avif: await scene().avif().toBuffer(),
    tiff: await scene().tiff().toBuffer(),
    'jpeg with a comment': Buffer.concat([
      ...[Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 14]), Buffer.from('secret-owner')],
      caseOf('rgb.jpg').subarray(2),
    ]),
    'jpeg with a film behind it': Buffer.concat([caseOf('rgb.jpg'), Buffer.from('secret-owner')]),
    'gif with a comment': Buffer.concat([
      caseOf('rgb.gif').subarray(0, -1),
      Buffer.from('\x21\xfe\x0csecret-owner\0\x3b', 'latin1'),
    ]),
    'png with a text': withChunks(caseOf('rgb.png'), [['tEXt', Buffer.from('Author\0secret-owner')]]),
    'webp with an unknown part': riffWith(caseOf('rgb.webp'), 'NOTE', 'secret-owner'),
  };
  for (const [name, bytes] of Object.entries(told)) {
    assert.match(bytes.toString('latin1'), telling, name);
    const { contentType, bytes: out, isSame } = await shown(bytes);
    assert.ok(!isSame, name);
    assert.doesNotMatch(Buffer.from(out).toString('latin1'), telling, name);
    assert.equal(plainPicture(out, pictureFormatOf(out) ?? 'svg')?.contentType, contentType, name);
    assert.ok((await difference(out, caseOf('rgb.png'))) < 12, name);
  }
});

/** A PNG with more chunks after its header. */
function withChunks(png: Buffer, chunks: readonly (readonly [string, Buffer])[]): Buffer {
  const made = chunks.map(([type, body]) => {
    const typed = Buffer.concat([Buffer.from(type), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  });
  return Buffer.concat([png.subarray(0, 33), ...made, png.subarray(33)]);
}

function riffWith(webp: Buffer, kind: string, text: string): Buffer {
  const made = Buffer.concat([
    webp,
    Buffer.from(kind),
    Buffer.from([text.length, 0, 0, 0]),
    Buffer.from(text),
  ]);
  made.writeUInt32LE(made.length - 8, 4);
  return made;
}

test('animations keep their frames, those with metadata too', async () => {
  const gif = Buffer.concat([
    caseOf('anim.gif').subarray(0, -1),
    Buffer.from('\x21\xfe\x0csecret-owner\0\x3b', 'latin1'),
  ]);
  const webp = riffWith(caseOf('anim.webp'), 'NOTE', 'secret-owner');
  for (const bytes of [gif, webp]) {
    const { pages, width, height, isSame, bytes: out } = await shown(bytes);
    assert.deepEqual([pages, width, height, isSame], [3, 80, 60, false]);
    assert.deepEqual((await sharp(out).metadata()).delay, [200, 200, 200]);
  }
  const control = Buffer.concat([
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 0, 60]),
    Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0, 0]),
  ]);
  const animated = withChunks(caseOf('rgb.png'), [
    ['acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])],
    ['tEXt', Buffer.from('Author\0secret-owner')],
    ['fcTL', control],
  ]);
  const { bytes: out } = await shown(animated);
  const text = Buffer.from(out).toString('latin1');
  assert.ok(text.includes('acTL') && text.includes('fcTL') && !text.includes('secret-owner'));
});

test('what was cut off is refused as truncated, in every format', async (t) => {
  const large = sharp({
    create: {
      width: 120,
      height: 80,
      channels: 3,
      background: 'white',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
  const whole: Readonly<Record<string, Buffer>> = {
    jpeg: await large.clone().jpeg().toBuffer(),
    'progressive jpeg': await large.clone().jpeg({ progressive: true }).toBuffer(),
    png: await large.clone().png().toBuffer(),
    webp: await large.clone().webp().toBuffer(),
    gif: await large.clone().gif().toBuffer(),
    avif: await large.clone().avif().toBuffer(),
    tiff: await large.clone().tiff().toBuffer(),
    bmp: caseOf('rgb.bmp'),
    ico: caseOf('icon.ico'),
  };
  for (const [name, bytes] of Object.entries(whole)) {
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.6));
    for (const result of [await pictures.normalise(cut), await pictures.inspectPicture(cut)]) {
      assert.ok(!result.ok, name);
      t.diagnostic(`${name}: ${result.reason}: ${result.message}`);
      assert.equal(result.reason, 'truncated', name);
    }
  }
});

test('a drawing reaches nothing outside of itself, and is never passed on as what it is', async () => {
  const svg = (inner: string, attributes = 'width="80" height="60"') =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`,
    );
  let asked = 0;
  const host = createServer((_request, response) => {
    asked++;
    response.end(caseOf('rgb.png'));
  }).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const address = host.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const blank = await shown(svg('<rect width="80" height="60" fill="white"/>'));
  const outside = [
    `http://127.0.0.1:${port}/a.png`,
    `file://${join(cases, 'rgb.png')}`,
    join(cases, 'rgb.png'),
  ];
  for (const url of outside) {
    const { contentType, bytes } = await shown(
      svg(
        `<rect width="80" height="60" fill="white"/><image href="${url}" xlink:href="${url}" width="80" height="60"/>`,
      ),
    );
    assert.equal(contentType, 'image/png');
    assert.ok((await difference(bytes, blank.bytes)) === 0, url);
  }
  host.close();
  assert.equal(asked, 0);
  const bomb = Buffer.from(
    `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(1_000)}">${'b c d e f g h'
      .split(' ')
      .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefg'[i]};`.repeat(10)}">`)
      .join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&h;</text></svg>`,
  );
  assert.equal((await pictures.normalise(bomb)).ok, false);
  const wide = await shown(svg('<rect width="9" height="9"/>', 'width="100000" height="50000"'));
  assert.deepEqual([wide.width, wide.height], [4_096, 2_048]);
});

test('a large picture is scaled to what browsers show, and a thumbnail is small', async () => {
  const large = await sharp({ create: { width: 8_000, height: 4_000, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const { width, height } = await shown(large);
  assert.ok(width * height <= 16_000_000 && Math.abs(width / height - 2) < 0.01, `${width} × ${height}`);
  const strip = await sharp({ create: { width: 200, height: 20_000, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  assert.equal((await shown(strip)).height, 16_383);
  for (const [bytes, side] of [
    [large, 320],
    [caseOf('anim.gif'), 80],
    [caseOf('exif6.jpg'), 80],
  ] as const) {
    const small = await pictures.thumbnail(bytes);
    assert.ok(small.ok);
    const seen = await sharp(small.picture.bytes).metadata();
    assert.deepEqual([small.picture.contentType, Math.max(seen.width, seen.height)], ['image/webp', side]);
  }
});
