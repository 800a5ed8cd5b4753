import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ZipTestFile, zipOf } from '@asg/testing';

const media = fileURLToPath(new URL('../../../packages/pictures/cases/', import.meta.url));
/** Each of the cases in a folder, and beside them what people and their systems put into zips. */
const files: Readonly<Record<string, Buffer | string | ZipTestFile>> = {
  'media/': '',
  ...Object.fromEntries(readdirSync(media).map((name) => [`media/${name}`, readFileSync(media + name)])),
  '.DS_Store': 'x',
  '__MACOSX/media/._rgb.png': 'x',
  'Grüße.txt': { content: 'Größe', isPacked: true },
  'again.png': readFileSync(`${media}rgb.png`),
  'table.xlsx': zipOf({ '[Content_Types].xml': '<x/>' }),
  'secret.png': { content: 'x', isEncrypted: true },
  '../../out.txt': 'x',
  'damaged.txt': { content: 'x', crc: 1 },
};
/** What is refused, and what is said of it at each entrance. */
export const refused: readonly (readonly [name: string, said: RegExp])[] = [
  ['media/huge.png', /dimensions|pixels/],
  ['media/rgb.heic', /it is a HEIC picture/],
  ['media/rgb.jp2', /it is a JPEG 2000 picture/],
  ['media/trunc.jpg', /it is truncated/],
  ['table.xlsx', /it is a zip/],
  ['secret.png', /it is encrypted/],
  ['../../out.txt', /it has a name that leads out of the zip/],
  ['damaged.txt', /it is damaged in the zip/],
];
/** Of its files, in their order. */
export const names = Object.keys(files).filter((name) => !/\/$|DS_Store|MACOSX/.test(name));
export const isRefused = (name: string): boolean => refused.some(([other]) => other === name);

export const mixedZip = (): Buffer => zipOf(files);
