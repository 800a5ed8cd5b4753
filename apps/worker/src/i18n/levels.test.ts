import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelWords } from '@asg/domain/levels';
import { namesIn } from '@asg/domain/names';
import { catalogue } from './catalogues/en.ts';

test('a level is said in the words that the server and the Console say it in', () => {
  const { names, texts } = catalogue.levels;
  for (const level of namesIn(levelWords))
    assert.deepEqual({ name: names[level], reason: texts[level].text }, levelWords[level]);
});
