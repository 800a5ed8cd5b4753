import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue as english } from './catalogues/en.ts';
import { speaking } from './speaking.ts';

const voice = { locale: 'en', direction: 'ltr' } as const;

test('messages are put together in the language’s own numbers and plurals', () => {
  const { units, hold, app } = speaking(english, voice);
  assert.equal(app.cancel, 'Cancel');
  assert.deepEqual(
    [0, 1, 2, 12_345].map((n) => units.sats({ n })),
    ['0 sats', '1 sat', '2 sats', '12,345 sats'],
  );
  assert.match(
    hold.maturing({ missing: 1, date: 'April 6' }),
    /after 1 more right answer to .* on April 6\./,
  );
  // @ts-expect-error: a value that English does not ask for
  assert.throws(() => units.sats({ count: 3 }), /not provided/);
});

test('what is written the other way within a message stands apart, so that neither turns the other around', () => {
  const quoted = speaking({ said: 'So: {what}.' }, { locale: 'ar', direction: 'rtl' }) as unknown as {
    readonly said: (values: { readonly what: string }) => string;
  };
  assert.equal(quoted.said({ what: 'kim@example.com' }), 'So: \u2068kim@example.com\u2069.');
  assert.equal(quoted.said({ what: 'نعم' }), 'So: نعم.');
  const { history } = speaking(english, voice);
  assert.equal(history.rightAnswer({ answer: 'cat' }), 'The right answer: “cat”');
  assert.equal(history.rightAnswer({ answer: 'قط' }), 'The right answer: “\u2068قط\u2069”');
});

test('a value is never read as a message', () => {
  const { join } = speaking(english, voice);
  assert.equal(join.invited({ organisation: '{n} <b> # ' }), '{n} <b> #  invites you');
});
