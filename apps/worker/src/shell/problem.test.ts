import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorTable } from '@asg/wire';
import { catalogue as english } from '../i18n/catalogues/en.ts';

test('each refusal that is translated is one that the server gives, by that name', () => {
  const names = new Set(Object.keys(errorTable));
  assert.deepEqual(
    Object.keys(english.refusals).filter((name) => !names.has(name)),
    [],
  );
});
