import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { runAsg } from '../testing/run-asg.ts';

const run = (shell: string, ...args: readonly string[]) => spawnSync(shell, args, { encoding: 'utf8' });
const has = (shell: string): boolean => run(shell, '-c', 'true').status === 0;
const scriptFor = async (shell: string): Promise<string> => {
  const { code, stdout } = await runAsg(['completion', shell]);
  assert.equal(code, 0);
  return stdout;
};

test('bash completes commands, options, and the values that an option takes', {
  skip: !has('bash'),
}, async () => {
  const script = await scriptFor('bash');
  const completions = (...words: readonly string[]): readonly string[] => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: bash reads it.
    const call = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _asg; echo "${COMPREPLY[*]}"';
    const { stdout, stderr } = run('bash', '-c', `${script}\n${call}`, 'bash', ...words);
    assert.equal(stderr, '');
    return stdout.trim().split(' ');
  };
  assert.ok(completions('asg', '').includes('batch'));
  assert.deepEqual(completions('asg', 'ta'), ['tasks']);
  assert.deepEqual(completions('asg', 'tasks', ''), [
    'list',
    'export',
    'show',
    'cancel',
    'review',
    'relabel',
    'accuracy',
    'ranking',
    '--help',
  ]);
  assert.ok(completions('asg', 'tasks', 'list', '--').includes('--status'));
  assert.deepEqual(completions('asg', 'tasks', 'list', '--status', 'set'), ['settled']);
  assert.deepEqual(completions('asg', 'start', '--po'), ['--port'], 'an alias is its command');
  assert.deepEqual(completions('asg', 'completion', ''), ['bash', 'zsh', 'fish', '--help']);
});

test('zsh can read its script', { skip: !has('zsh') }, async () => {
  const { status, stderr } = run('zsh', '-n', '-c', await scriptFor('zsh'));
  assert.deepEqual([status, stderr], [0, '']);
});

test('fish completes commands, options and values', { skip: !has('fish') }, async () => {
  const script = await scriptFor('fish');
  const completions = (line: string): readonly string[] => {
    const { stdout, stderr } = run('fish', '-c', `${script}\ncomplete -C ${JSON.stringify(line)}`);
    assert.equal(stderr, '');
    return stdout
      .trim()
      .split('\n')
      .map((each) => each.split('\t')[0]!);
  };
  assert.deepEqual(completions('asg ta'), ['tasks']);
  assert.deepEqual(completions('asg tasks '), [
    'accuracy',
    'cancel',
    'export',
    'list',
    'ranking',
    'relabel',
    'review',
    'show',
  ]);
  assert.deepEqual(completions('asg tasks list --status s'), ['settled']);
});

test('fish gets every command and option', async () => {
  const script = await scriptFor('fish');
  assert.match(script, /-n '__asg_at "asg tasks"' -a cancel -d /);
  assert.match(script, /-n '__asg_at "asg submit"' -l type -xa '[^']*sentiment/);
  assert.match(await scriptFor('zsh'), /'listen:print events as they happen/);
});

test('another shell is a wrong call', async () => {
  const { code, stderr } = await runAsg(['completion', 'tcsh']);
  assert.equal(code, 2);
  assert.match(stderr, /Allowed choices are bash, zsh, fish/);
});
