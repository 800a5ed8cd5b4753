import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Expressions, loadDriver } from '../../packages/storage-aerospike/src/cluster/driver.ts';
import { base64Of, exp } from '../../packages/storage-aerospike/src/cluster/expressions.ts';
import { hosts } from './stores.ts';

/** An expression that either of the two makes. */
type Made = <Expression>(by: Expressions<Expression>) => Expression;

/** `maps.returnType.COUNT`. */
const count = 5;
const sizes = [0, 31, 32, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32];
const edges = sizes.flatMap((size) => [size - 1, size, size + 1, -size - 1, -size, 1 - size]);
const whole = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(...edges));
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...lengths()));
const bin = fc.string({ minLength: 1, maxLength: 15, unit: 'grapheme-ascii' });
const leaf: fc.Arbitrary<Made> = fc.oneof(
  whole.map(
    (value): Made =>
      (by) =>
        by.int(value),
  ),
  text.map(
    (value): Made =>
      (by) =>
        by.str(value),
  ),
  bin.map(
    (name): Made =>
      (by) =>
        by.binInt(name),
  ),
  bin.map(
    (name): Made =>
      (by) =>
        by.binStr(name),
  ),
  bin.map(
    (name): Made =>
      (by) =>
        by.maps.size(by.binMap(name)),
  ),
  fc.tuple(bin, fc.array(fc.oneof(whole, text), { maxLength: 40 })).map(
    ([name, keys]): Made =>
      (by) =>
        by.maps.getByKeyList(by.binMap(name), by.list(keys), count),
  ),
  fc.constant<Made>((by) => by.setName()),
  fc.constant<Made>((by) => by.sinceUpdate()),
);
const compared: fc.Arbitrary<Made> = fc.oneof(
  bin.map(
    (name): Made =>
      (by) =>
        by.binExists(name),
  ),
  fc.string({ maxLength: 300, unit: 'grapheme-ascii' }).map(
    (pattern): Made =>
      (by) =>
        by.cmpRegex(0, pattern, by.keyStr()),
  ),
  fc.tuple(fc.constantFrom('eq', 'gt', 'ge', 'lt', 'le', 'sub'), leaf, leaf).map(
    ([name, a, b]): Made =>
      (by) =>
        by[name](a(by), b(by)),
  ),
);
const { condition } = fc.letrec<{ condition: Made }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    compared,
    fc.array(tie('condition'), { minLength: 2, maxLength: 20 }).map(
      (all): Made =>
        (by) =>
          by.and(...all.map((one) => one(by))),
    ),
    fc.array(tie('condition'), { minLength: 2, maxLength: 4 }).map(
      (all): Made =>
        (by) =>
          by.or(...all.map((one) => one(by))),
    ),
    tie('condition').map(
      (one): Made =>
        (by) =>
          by.not(one(by)),
    ),
  ),
}));

test('expressions are byte for byte what the official client makes of its own', async () => {
  const driver = await loadDriver();
  const client = await driver.connect({ hosts: hosts.map(({ host, port }) => ({ addr: host, port })) });
  try {
    fc.assert(
      fc.property(fc.oneof(condition, leaf), (made) => {
        assert.equal(base64Of(made(exp)), client.expressionToBase64(made(driver.exp)));
      }),
      { numRuns: 5_000 },
    );
  } finally {
    client.close(false);
  }
});

/** Texts at which their heads change. */
function lengths(): readonly string[] {
  return [30, 31, 32, 254, 255, 256, 65_534, 65_535].map(
    (length) => 'ß'.repeat(length % 2) + 'x'.repeat(length),
  );
}
