import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePointsOf, readText } from './text.ts';

test('the charset of a text is what its bytes say, then what its host says, by any common name', () => {
  const korean = Buffer.from([0xc7, 0xd1, 0xb1, 0xdb]);
  const texts: readonly (readonly [Buffer, string, string])[] = [
    [korean, 'cp949', '한글'],
    [korean, '"KS_C_5601-1987"', '한글'],
    [Buffer.from('한글'), 'utf8mb4', '한글'],
    [Buffer.from('한글'), 'UTF_8', '한글'],
    [Buffer.from('caf\xe9', 'latin1'), 'ANSI', 'café'],
    [Buffer.from('caf\xe9', 'latin1'), 'iso-8859-1', 'café'],
    [Buffer.from('café'), 'none', 'café'],
    [Buffer.from('😀'), 'euc-kr', '😀'],
    [Buffer.from('\uFEFFcafé'), 'iso-8859-1', 'café'],
    [Buffer.from('\uFEFFcafé', 'utf16le'), 'utf-8', 'café'],
    [Buffer.from('a\vb'), 'utf-8', 'a\vb'],
    [Buffer.from('sent: \uFFFD'), 'utf-8', 'sent: \uFFFD'],
  ];
  for (const [bytes, charset, text] of texts)
    assert.deepEqual(readText(bytes, `text/plain; charset=${charset}`), { ok: true, text }, charset);
  assert.deepEqual(readText(Buffer.from('café'), null), { ok: true, text: 'café' });
});

test('bytes in no known charset, or that are no text, are refused: no character is replaced', () => {
  for (const charset of ['none', 'utf-8', 'euc-kr', 'utf8mb4'])
    assert.equal(readText(Buffer.from('caf\xe9', 'latin1'), `text/plain; charset=${charset}`).ok, false);
  assert.equal(readText(Buffer.from([65, 0, 66]), null).ok, false);
});

test('a text is as long as its code points are many', () => {
  for (const text of ['', 'abc', 'café', 'cafe\u0301', '한글', 'a😀b👩‍👩‍👧', '\r\n'.repeat(5)])
    assert.equal(codePointsOf(text), Array.from(text).length, text);
});
