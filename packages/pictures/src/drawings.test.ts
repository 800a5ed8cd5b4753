import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemClock } from '@asg/runtime';
import sharp from 'sharp';
import { Pictures } from './pictures.ts';

const pictures = new Pictures(systemClock, { workMs: 240_000 });
after(() => pictures[Symbol.dispose]());

async function shown(bytes: Uint8Array): Promise<Uint8Array> {
  const result = await pictures.normalise(bytes);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.picture.bytes;
}

test('a drawing without a size is shown as browsers show it, and one that is too large refused by name', async () => {
  const drawn = (attributes: string, inner = '<rect width="50%" height="100%" fill="red"/>', before = '') =>
    Buffer.from(`${before}<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}</svg>`);
  const box = 'viewBox="0 0 100 50"';
  const sizes: readonly (readonly [Buffer, number, number])[] = [
    [drawn(''), 1_024, 512],
    [drawn('', ''), 1_024, 512],
    [drawn('', '', '\uFEFF<?xml version="1.0"?>\n<!-- <svg width="9"> -->\n'), 1_024, 512],
    [drawn('width="100%" height="auto"'), 1_024, 512],
    [drawn('width="150"'), 1_024, 1_024],
    [drawn('height="300"'), 1_024, 1_024],
    [drawn(box), 1_024, 512],
    [drawn(`data-note=" width='7'" ${box} width='100%' height='100%'`), 1_024, 512],
    [drawn(`width="30mm" ${box}`), 1_024, 512],
    [drawn('viewBox="0 0 0.002 0.001"'), 1_024, 512],
    [drawn('viewBox="-5,-5,3000,1500"'), 3_000, 1_500],
    [drawn('viewBox="0 0 2e9 1e9"'), 4_096, 2_048],
    [drawn('viewBox="0 0 1e9 1"'), 4_096, 1],
    [drawn('viewBox="0 0 wide high"'), 1_024, 512],
  ];
  for (const [bytes, width, height] of sizes) {
    const seen = await sharp(await shown(bytes)).metadata();
    assert.deepEqual([seen.width, seen.height], [width, height], bytes.toString());
    const inspected = await pictures.inspectPicture(bytes);
    assert.deepEqual(inspected, { ok: true, format: 'svg', width, height });
    assert.ok((await pictures.thumbnail(bytes)).ok);
  }
  const filled = drawn(box, '<rect width="50" height="50" fill="red"/><rect x="50" width="50" height="50"/>');
  const halves = await sharp(await shown(filled))
    .removeAlpha()
    .resize(2, 1, { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer();
  assert.deepEqual([...halves], [255, 0, 0, 0, 0, 0]);
  const refusals = {
    'width="1e9" height="1e9"': 'too_large: it is drawn 1000000000 × 1000000000 pixels large',
    'width="400000" height="300000"': 'too_large: it is drawn 400000 × 300000 pixels large',
    [`width="400000" ${box}`]: 'too_large: it is drawn 400000 × 400000 pixels large',
    'width="100000" height="2"': 'too_large: it is drawn 100000 × 2 pixels large',
    [`width="0" height="0" ${box}`]: 'damaged: it is drawn less than a pixel wide or high',
  };
  for (const [attributes, words] of Object.entries(refusals)) {
    const result = await pictures.inspectPicture(drawn(attributes));
    assert.equal(result.ok ? '' : `${result.reason}: ${result.message}`, words, attributes);
  }
});
