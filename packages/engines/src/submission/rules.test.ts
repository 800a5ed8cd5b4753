import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ampleAllowance, sats } from '@asg/domain';
import { taskViolations, urlProblem } from './rules.ts';
import type { TaskInput } from './task-input.ts';

const rules = {
  insecureHosts: ['localhost', '[::1]'],
  earlyStopDefault: false,
  assetsBytesMax: 1_000_000,
  price: { payoutSats: sats(325), feePercent: 0 },
  allowance: ampleAllowance,
};
const input: TaskInput = {
  type: 'sentiment',
  data_url: 'https://example.com/1',
  label_spec: { question: 'Mood?', options: ['good', 'bad'] },
};

test('data is fetched over https, and over http only from hosts that the operator allows', () => {
  for (const url of [
    'https://example.com/a?b=c#d',
    'http://localhost:9000/a',
    'http://[::1]/a',
    'https://[::1]/a',
    'https://93.184.215.14/x',
  ]) {
    assert.equal(urlProblem(url, rules.insecureHosts), null, url);
  }
  const refused = [
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    '/a',
    '',
    'https://',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'http://localhost.evil.com/',
    'https://10.0.0.1/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://img.localhost/x',
  ];
  for (const url of refused) assert.notEqual(urlProblem(url, rules.insecureHosts), null, url);
  assert.match(urlProblem('http://localhost:9000/a', []) ?? '', /own machine.*ASG_ALLOW_LOOPBACK=true/);
  assert.match(urlProblem('https://10.0.0.1/x', []) ?? '', /not on the public internet.*ASG_ALLOWED_HOSTS/);
});

test('every broken rule is named with its field, in a batch with its index', () => {
  const bad: TaskInput = {
    ...input,
    data_url: 'ftp://example.com/1',
    callback_url: 'http://example.com/hook',
    label_spec: { question: ' ', options: ['a', ' '] },
    metadata: { note: 'x'.repeat(5_000) },
    consensus_threshold: 5,
    consensus: { max_labels: 4 },
  };
  const fields = taskViolations(bad, rules, 'tasks.3.').map((violation) => violation.field);
  assert.deepEqual(fields, [
    'tasks.3.data_url',
    'tasks.3.callback_url',
    'tasks.3.label_spec.question',
    'tasks.3.label_spec.options.1',
    'tasks.3.metadata',
    'tasks.3.consensus.max_labels',
  ]);
  assert.deepEqual(taskViolations(input, rules), []);
});
