import type { Receipt } from '@asg/domain';
import { failsAsFile, passesAsFile, type Vector, type VectorFile } from './vector.ts';

/** Deeper than a parser that calls itself for each level can go. */
const tooDeep = 200_000;

/**
 * Files that say the receipt in another form. Those that every reader of JSON reads alike are right; those that readers
 * differ about (which of two names counts, what a lone surrogate is, how far a number is exact) are refused.
 */
export function malleatedVectors(receipt: Receipt): readonly Vector[] {
  const text = JSON.stringify(receipt);
  const { consensus_label: label, worker_count: workers } = receipt.leaf;
  const inPlaceOf = (from: string, to: string): VectorFile => ({ text: replaced(text, from, to) });
  const labelled = `"consensus_label":"${label}"`;
  const forged = '"consensus_label":"FORGED"';
  const counted = `"worker_count":${workers}`;
  const countAs = (number: string): VectorFile => inPlaceOf(counted, `"worker_count":${number}`);
  const escaped = label.replaceAll(/./g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    passesAsFile('file-base', receipt, { text }),
    passesAsFile('file-pretty', receipt, { text: JSON.stringify(receipt, null, 2) }),
    passesAsFile('file-crlf', receipt, {
      text: `${JSON.stringify(receipt, null, 2).replaceAll('\n', '\r\n')}\r\n`,
    }),
    passesAsFile('file-bytes', receipt, bytes(Buffer.from(text))),
    passesAsFile('file-byte-order-mark', receipt, bytes(Buffer.from(`\ufeff${text}`))),
    passesAsFile('file-escaped-name', receipt, inPlaceOf('"consensus_label"', '"consensus\\u005flabel"')),
    passesAsFile('file-escaped-label', receipt, inPlaceOf(`"${label}"`, `"${escaped}"`)),
    passesAsFile('file-number-exponent', receipt, countAs(`${workers}e0`)),
    passesAsFile('file-number-negative-exponent', receipt, countAs(`${workers}00E-2`)),
    passesAsFile('file-number-fraction-of-zero', receipt, countAs(`${workers}.0`)),
    passesAsFile('file-height-fraction-of-zero', receipt, {
      text: text.replace(/("block_height":\d+)/, '$1.0'),
    }),
    passesAsFile('file-status-final-is-a-claim', receipt, inPlaceOf('"status":"mined"', '"status":"final"')),
    failsAsFile('file-label-twice-forged-first', inPlaceOf(labelled, `${forged},${labelled}`)),
    failsAsFile('file-label-twice-forged-last', inPlaceOf(labelled, `${labelled},${forged}`)),
    failsAsFile('file-label-twice-the-same', inPlaceOf(labelled, `${labelled},${labelled}`)),
    failsAsFile(
      'file-label-twice-one-escaped',
      inPlaceOf(labelled, `${forged.replace('_', '\\u005f')},${labelled}`),
    ),
    failsAsFile('file-record-twice', inPlaceOf('"leaf":{', `"leaf":{${forged}},"leaf":{`)),
    failsAsFile('file-status-twice', inPlaceOf('"status":"mined"', '"status":"final","status":"mined"')),
    failsAsFile('file-side-twice', { text: text.replace(/("side":"\w+")/, '$1,$1') }),
    failsAsFile('file-lone-surrogate', inPlaceOf(`"${label}"`, '"\\ud800"')),
    failsAsFile('file-surrogates-the-wrong-way-round', inPlaceOf(`"${label}"`, '"\\udc08\\ud83d"')),
    failsAsFile('file-surrogate-in-bytes', bytes(insteadOf(text, label, [0xed, 0xa0, 0x80]))),
    failsAsFile('file-no-utf-8', bytes(insteadOf(text, label, [0xff]))),
    failsAsFile('file-overlong-utf-8', bytes(insteadOf(text, label, [0xc1, 0xa4]))),
    failsAsFile('file-utf-16', bytes(Buffer.from(`\ufeff${text}`, 'utf16le'))),
    failsAsFile('file-two-objects', { text: text + text }),
    failsAsFile('file-object-and-zero-byte', { text: `${text}\0` }),
    failsAsFile('file-trailing-comma', { text: `${text.slice(0, -1)},}` }),
    failsAsFile('file-comment', { text: `${text} // paid` }),
    failsAsFile('file-cut-off', { text: text.slice(0, -1) }),
    failsAsFile('file-empty', { text: '' }),
    failsAsFile('file-number-nan', countAs('NaN')),
    failsAsFile('file-number-infinite', countAs('1e400')),
    failsAsFile('file-number-endless-exponent', countAs('1e99999999999999999999')),
    failsAsFile('file-number-of-400-digits', countAs(`1${'0'.repeat(400)}`)),
    failsAsFile('file-number-fraction', countAs(`${workers}.5`)),
    failsAsFile('file-number-not-exact', countAs(`${workers}.00000000000000000000001`)),
    failsAsFile('file-number-above-2-to-53', countAs('9007199254740993')),
    failsAsFile('file-number-almost-zero', inPlaceOf('"leaf_index":2', '"leaf_index":2e-400')),
    failsAsFile('file-name-proto', inPlaceOf('{"version"', '{"__proto__":{"x":1},"version"')),
    failsAsFile('file-name-constructor', inPlaceOf('"leaf":{', '"leaf":{"constructor":1,')),
    failsAsFile('file-deep', { text: '[', repeat: tooDeep }),
    failsAsFile('file-deep-and-closed', { text: `${'['.repeat(100)}${']'.repeat(100)}` }),
  ];
}

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`${from} is not in the receipt`);
  return text.replace(from, () => to);
}

const bytes = (all: Uint8Array): VectorFile => ({ base64: Buffer.from(all).toString('base64') });

/** The text's bytes with these in the place of the label. */
function insteadOf(text: string, label: string, raw: readonly number[]): Buffer {
  const [before, after] = text.split(`"${label}"`) as [string, string];
  return Buffer.concat([Buffer.from(`${before}"`), Buffer.from(raw), Buffer.from(`"${after}`)]);
}
