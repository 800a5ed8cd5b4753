import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { planOf } from './plan.ts';
import { runStep } from './run-step.ts';
import { type Step, steps } from './steps.ts';

const step = (name: string, more: Partial<Step> = {}): Step => ({
  name,
  lane: 'check',
  commands: [['true']],
  ...more,
});
const some: readonly Step[] = [
  step('types', { beside: true }),
  step('lint', { beside: true }),
  step('tests'),
  step('python', { beside: true, missing: () => 'no python3' }),
  step('gcs', { beside: true }),
  step('soak', { lane: 'full' }),
  step('node', { lane: 'full', missing: () => 'ASG_NODE_RPC is not set' }),
];
const wish = { full: false, only: [], but: [] };
const namesOf = (groups: readonly (readonly Step[])[]) =>
  groups.map((group) => group.map(({ name }) => name));

test('what does not run is named with its reason, in both lanes', () => {
  const { groups, leftOut } = planOf(some, wish);
  assert.deepEqual(namesOf(groups), [['types', 'lint'], ['tests'], ['gcs']]);
  assert.deepEqual(leftOut, [
    { name: 'python', why: 'no python3' },
    { name: 'soak', why: 'only in npm run check:full' },
    { name: 'node', why: 'only in npm run check:full' },
  ]);
  const full = planOf(some, { ...wish, full: true });
  assert.deepEqual(namesOf(full.groups), [['types', 'lint'], ['tests'], ['gcs'], ['soak']]);
  assert.deepEqual(full.leftOut, [
    { name: 'python', why: 'no python3' },
    { name: 'node', why: 'ASG_NODE_RPC is not set' },
  ]);
});

test('one may be asked for, or left out, and a name that is of none is refused', () => {
  assert.deepEqual(planOf(some, { ...wish, only: ['soak'] }), { groups: [[some[5]]], leftOut: [] });
  const { groups, leftOut } = planOf(some, { ...wish, but: ['lint', 'tests'] });
  assert.deepEqual(namesOf(groups), [['types', 'gcs']]);
  assert.deepEqual(
    leftOut.slice(0, 2).map(({ why }) => why),
    ['left out with --but', 'left out with --but'],
  );
  assert.throws(() => planOf(some, { ...wish, only: ['tipes'] }), /there is no check tipes, but types, lint/);
});

test('a step fails with its first program that fails, and the rest is not started', async () => {
  const says = (text: string, code: number) =>
    ['node', '-e', `console.log('${text}'); process.exitCode = ${code}`] as const;
  const commands = [says('first', 0), says('second', 3), says('third', 0)];
  const { ok, text } = await runStep(
    { ...step('planted'), commands: commands.map((one) => [...one]) },
    false,
  );
  assert.deepEqual([ok, text], [false, 'first\nsecond']);
  const gone = await runStep(step('planted', { commands: [['no-such-program']] }), false);
  assert.deepEqual([gone.ok, /ENOENT/.test(gone.text)], [false, true]);
});

test('CI runs this list, and no check of its own', () => {
  const ci = ['.ci/run', '.ci/bare-root'].map((file) => readFileSync(file, 'utf8')).join('\n');
  assert.match(ci, /npm run check/);
  for (const { commands } of steps)
    for (const [program, first = ''] of commands)
      assert.ok(
        !ci.includes(`${program} ${first}`) || program === 'npm',
        `${program} ${first} stands in .ci too`,
      );
});
