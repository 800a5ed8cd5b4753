import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExactly, parseJson } from './json-text.ts';
import { sentMetadata, storedMetadata } from './metadata.ts';
import { textProblem, valueProblem } from './text.ts';
import { notUtf8At, utf8Problem } from './utf8.ts';

const decodes = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
const parsed = (text: string): unknown => {
  const outcome = parseJson(text);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
};

test('bytes are UTF-8 where a decoder takes them, and the fault is where its text would end', () => {
  const pieces = fc.constantFrom(
    '61',
    'c3a9',
    'e282ac',
    'f09f9880',
    'c3',
    'e2',
    '80',
    'ed',
    'a0',
    'c0',
    'f4',
    '90',
    'ff',
    'fe',
  );
  const arbitrary = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc.array(pieces, { maxLength: 8 }).map((hex) => Buffer.from(hex.join(''), 'hex')),
  );
  fc.assert(
    fc.property(arbitrary, (bytes) => {
      const at = notUtf8At(bytes);
      assert.equal(at === null, decodes(bytes));
      if (at === null) return;
      assert.ok(decodes(bytes.subarray(0, at)));
      for (const length of [1, 2, 3, 4]) {
        if (at + length <= bytes.length) assert.ok(!decodes(bytes.subarray(at, at + length)));
      }
    }),
  );
  assert.match(utf8Problem(Buffer.from('a\u00e9', 'latin1')) ?? '', /byte 1 /);
  assert.match(utf8Problem(Buffer.from('\ufeff{}', 'utf16le')) ?? '', /UTF-16/);
});

test('a text is refused exactly where it is ill-formed or holds a control character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('', '\ud800', '\udc00', '\u0000', '\u001f', '\n', '\t'),
      (text, end) => {
        const whole = text + end;
        const lines = Array.from(whole).some((one) => one < ' ' && !'\t\n\r'.includes(one));
        const names = Array.from(whole).some((one) => one < ' ');
        assert.equal(textProblem(whole, 'lines') === null, whole.isWellFormed() && !lines);
        assert.equal(textProblem(whole, 'name') === null, whole.isWellFormed() && !names);
        assert.equal(valueProblem({ a: [{ [whole]: 1 }] }) === null, whole.isWellFormed() && !lines);
        assert.equal(valueProblem({ a: [{ b: whole }] }) === null, whole.isWellFormed() && !lines);
      },
    ),
  );
  assert.equal(textProblem('a\ud83d\ude00', 'name'), null);
  assert.match(textProblem('a\ud83d', 'name')?.message ?? '', /U\+D83D at character 2$/);
});

test('JSON is parsed as ever, names that touch prototypes aside', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const outcome = parseJson(text);
      if (outcome.ok) assert.deepEqual(outcome.value, JSON.parse(text));
      else assert.match(text, /proto/);
    }),
  );
  for (const text of ['', 'NaN', '[Infinity]', '{"a":1,}', '{"a":-Infinity}', "{'a':1}"])
    assert.equal(parseJson(text).ok, false, text);
  assert.deepEqual(parsed('\ufeff{"a":1}'), { a: 1 });
  for (const text of ['{"__proto__":1}', '{"a":[{"\\u005f_proto__":1}]}', '{"constructor":{"prototype":1}}'])
    assert.match(JSON.stringify(parseJson(text)), /not allowed/, text);
  assert.deepEqual(parsed('{"constructor":"x"}'), { constructor: 'x' });
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  assert.equal(parseJson(deep).ok, true);
  assert.deepEqual(parseJson(`{"n":1.10,"a":${deep}}`), { ok: false, reason: 'it is nested too deeply' });
});

test('a name twice in an object is found, however it is written, and nothing else is', () => {
  const name = fc.constantFrom('a', ':', 'a":', '\\', 'é', ' :x', '');
  const blanks = fc.constantFrom('', ' ', '\n\t');
  const member = fc.tuple(name, blanks, fc.oneof(name, fc.array(name, { maxLength: 2 })), fc.boolean());
  fc.assert(
    fc.property(fc.array(member, { maxLength: 5 }), (members) => {
      const quoted = (text: string, isEscaped: boolean): string =>
        isEscaped && text === 'a' ? '"\\u0061"' : JSON.stringify(text);
      const texts = members.map(
        ([key, blank, value, isEscaped]) =>
          `${quoted(key, isEscaped)}${blank}:${blank}${JSON.stringify(value)}`,
      );
      const isTwice = new Set(members.map(([key]) => key)).size < members.length;
      const outcome = parseJson(`[{${texts.join(',')}},{"a" :1}]`);
      assert.equal(outcome.ok, !isTwice);
      if (!outcome.ok) assert.match(outcome.reason, / twice in one object$/);
    }),
  );
});

test('numbers of metadata come back to the digit, through every store of JSON; others are numbers', () => {
  const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,20})?([eE][+-]?\d{1,4})?$/);
  fc.assert(
    fc.property(fc.array(digits, { minLength: 1, maxLength: 4 }), (numbers) => {
      const metadata = `{"n":[${numbers.join(',')}],"deep":{"metadata":{"n":${numbers[0]}}},"text":"[1.10"}`;
      const value = parsed(`{"tasks":[{"metadata": ${metadata}}],"n":${numbers[0]}}`);
      assert.ok(typeof value === 'object' && value !== null && 'tasks' in value && 'n' in value);
      assert.equal(value.n, Number(numbers[0]));
      assert.ok(Array.isArray(value.tasks));
      const sent: unknown = value.tasks[0].metadata;
      assert.equal(JSON.stringify(sent), metadata);
      assert.ok(typeof sent === 'object' && sent !== null);
      const stored: unknown = structuredClone(
        JSON.parse(JSON.stringify({ kept: storedMetadata({ ...sent }) })),
      );
      assert.ok(typeof stored === 'object' && stored !== null && 'kept' in stored);
      const { kept } = stored;
      assert.ok(typeof kept === 'string' || (typeof kept === 'object' && kept !== null));
      const back = sentMetadata(typeof kept === 'string' ? kept : { ...kept });
      assert.equal(JSON.stringify(back), metadata);
    }),
  );
  const own = parseJson('{"n":1.10}', 'metadata');
  assert.equal(JSON.stringify(own.ok && own.value), '{"n":1.10}');
  assert.equal(JSON.stringify(parseExactly('[1e400,-0,1.10,7]')), '[1e400,-0,1.10,7]');
  assert.deepEqual(storedMetadata({ row: 1 }), { row: 1 });
  assert.equal(sentMetadata(null), null);
});
