import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteSize } from './size.ts';

test('a size is told in the largest unit that it fills', () => {
  const sizes = [0, 1, 1023, 1024, 1536, 10 * 1024, 64 * 1024, 5_000_000, 10 * 1024 ** 3, 2 ** 60];
  assert.deepEqual(sizes.map(byteSize), [
    '0 B',
    '1 B',
    '1,023 B',
    '1.0 KiB',
    '1.5 KiB',
    '10 KiB',
    '64 KiB',
    '4.8 MiB',
    '10 GiB',
    '1,048,576 TiB',
  ]);
});
