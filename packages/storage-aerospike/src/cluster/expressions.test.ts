import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64Of, type Expression, exp } from './expressions.ts';

const { maps } = exp;
const [size, seen, dead] = [
  maps.size(exp.binMap('m')),
  maps.getByKeyList(exp.binMap('seen'), exp.list(['task:1#2', 7]), 5),
  exp.not(exp.binExists('dead')),
];
/** What the official client 6.7.1 made of its own; `tests/aerospike/expressions.ts` asks it about any others. */
const known: readonly (readonly [string, Expression])[] = [
  ['kwGTUQKjcmV2AQ==', exp.eq(exp.binInt('rev'), exp.int(1))],
  [
    'lBCSEpMCklKkZGVhZACTEZISkwKSUqJsbwCTBpNRA6Jsb6QDYXxikxGSEpMCklKiaGkAkwOTUQOiaGnZKQN6enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6',
    exp.and(
      dead,
      exp.or(exp.not(exp.binExists('lo')), exp.le(exp.binStr('lo'), exp.str('a|b'))),
      exp.or(exp.not(exp.binExists('hi')), exp.gt(exp.binStr('hi'), exp.str('z'.repeat(40)))),
    ),
  ],
  [
    'kxCTAZV/AgCTawWSfpKpA3Rhc2s6MSMyB5NRBaRzZWVuAJISkwKSUqZjbG9zZWQA',
    exp.and(exp.eq(seen, exp.int(0)), exp.not(exp.binExists('closed'))),
  ],
  [
    'kwSTFZNRAqJpbpNRAqNvd27S//7ukA==',
    exp.ge(exp.sub(exp.binInt('in'), exp.binInt('own')), exp.int(-70_000)),
  ],
  ['kwGVfwIAkWCTUQWhbc8AAAABAAAAAA==', exp.eq(size, exp.int(2 ** 32))],
  [
    'lBCTAZFGqQNhc2dfdGFza5QHAKReYWJjklADkwSRQ80H0A==',
    exp.and(
      exp.eq(exp.setName(), exp.str('asg_task')),
      exp.cmpRegex(0, '^abc', exp.keyStr()),
      exp.ge(exp.sinceUpdate(), exp.int(2_000)),
    ),
  ],
];

test('an expression is the bytes that the official client makes of its own', () => {
  for (const [bytes, one] of known) assert.equal(base64Of(one), bytes);
});
