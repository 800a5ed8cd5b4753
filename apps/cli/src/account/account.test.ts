import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const newUser = serverForUsers();

test('register keeps the key where only its owner reads it, and never shows it unasked', async () => {
  using user = await newUser(false);
  const { url } = user.refinery;
  const first = await user.asg('register', '--email', user.email, '--url', url);
  assert.equal(first.code, 0, first.stderr);
  const key = user.apiKey();
  assert.match(key, /^sk_sandbox_/);
  assert.equal(statSync(join(user.folder, 'config')).mode & 0o777, 0o700);
  assert.equal(statSync(join(user.folder, 'config/profiles.json')).mode & 0o777, 0o600);
  const runs = [
    first,
    await user.asg('register', '--email', 'other@example.com', '--url', url, '--profile', 'work', '--json'),
    await user.asg('profile', 'list', '--json'),
    await user.asg('whoami', '--json'),
    await user.asg('keys', 'list', '--json'),
    await user.asg('doctor', '--json'),
  ];
  const said = JSON.stringify(runs);
  for (const secret of [key, user.apiKey('work')]) assert.ok(!said.includes(secret));
  assert.equal(JSON.parse(runs[1]!.stdout).profile, 'work');
  assert.equal(JSON.parse(runs[3]!.stdout).email, 'other@example.com', 'the new profile is in use');
  const shown = await user.asg(
    'register',
    '--email',
    'ci@example.com',
    '--profile',
    'ci',
    '--show-key',
    '--json',
  );
  assert.equal(JSON.parse(shown.stdout).api_key, user.apiKey('ci'));
});

test('a key that a profile holds is not lost by registering again', async () => {
  using user = await newUser();
  const key = user.apiKey();
  const again = await user.asg('register', '--email', 'second@example.com');
  assert.equal(again.code, 2);
  assert.match(again.stderr, /holds a key already.*--profile.*--force/);
  assert.equal(user.apiKey(), key);
  const taken = await user.asg('register', '--email', user.email, '--profile', 'b');
  assert.equal(taken.code, 1);
  assert.match(taken.stderr, /email already registered \(409, request req_/);
  const unwritable = await user.asgWith(
    { ASG_CONFIG_DIR: '/dev/null/asg' },
    'register',
    '--email',
    'third@example.com',
    '--url',
    user.refinery.url,
  );
  assert.equal(unwritable.code, 2);
  assert.match(unwritable.stderr, /profiles\.json cannot be/);
  const free = await user.asg('register', '--email', 'third@example.com', '--profile', 'b');
  assert.equal(free.code, 0, 'nothing was registered whose key could not be kept');
});

test('the environment goes before the profile, and a profile’s key goes to its own server alone', async () => {
  using user = await newUser();
  const { url } = user.refinery;
  const wrong = await user.asgWith({ ASG_API_KEY: 'sk_sandbox_wrong' }, 'whoami');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /invalid API key/);
  const right = await user.asgWith({ ASG_API_KEY: user.apiKey(), ASG_BASE_URL: url }, 'whoami', '--json');
  assert.equal(JSON.parse(right.stdout).email, user.email);
  const elsewhere = await user.asg('whoami', '--url', 'http://127.0.0.1:9');
  assert.equal(elsewhere.code, 2);
  assert.match(elsewhere.stderr, /there is no key for http:\/\/127\.0\.0\.1:9/);
  const named = await user.asg('whoami', '--url', 'http://127.0.0.1:9', '--profile', 'default');
  assert.match(named.stderr, /the key of the profile "default" is for http:\/\/127/);
  const unknown = await user.asg('whoami', '--profile', 'nobody');
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /no profile "nobody": there are default/);
});

test('profiles are added from standard input, used and removed', async () => {
  using user = await newUser();
  const added = user.start(['profile', 'add', 'copy', '--url', user.refinery.url]);
  assert.equal((await added.ended).code, 2, 'nothing came on standard input');
  const { runAsg } = await import('../testing/run-asg.ts');
  const env = { ASG_CONFIG_DIR: join(user.folder, 'config'), ASG_API_KEY: '', ASG_BASE_URL: '' };
  const args = ['profile', 'add', 'copy', '--url', user.refinery.url];
  assert.equal((await runAsg(args, env, `${user.apiKey()}\n`)).code, 0);
  assert.equal((await user.asg('profile', 'use', 'copy')).code, 0);
  const listed = JSON.parse((await user.asg('profile', '--json')).stdout);
  assert.deepEqual(
    listed.map((each: { name: string; current: boolean }) => [each.name, each.current]),
    [
      ['copy', true],
      ['default', false],
    ],
  );
  assert.equal((await user.asg('profile', 'remove', 'copy')).code, 0);
  assert.match((await user.asg('profile')).stdout, /\* default/);
});

test('a key is rotated: the profile has the new one, the old one opens nothing', async () => {
  using user = await newUser();
  const old = user.apiKey();
  const { code, stderr } = await user.asg('keys', 'rotate');
  assert.equal(code, 0, stderr);
  assert.notEqual(user.apiKey(), old);
  assert.equal((await user.asg('whoami')).code, 0);
  assert.equal((await user.asgWith({ ASG_API_KEY: old }, 'whoami')).code, 1);
});

test('a key with scopes and an end is made, and listed with both', async () => {
  using user = await newUser();
  const made = await user.asg(
    'keys',
    'make',
    'reports',
    '--scope',
    'read',
    'export',
    '--days',
    '90',
    '--json',
  );
  assert.equal(made.code, 0, made.stderr);
  const { api_key, scopes, expires_at } = JSON.parse(made.stdout);
  assert.deepEqual(scopes, ['read', 'export']);
  assert.match((await user.asg('keys')).stdout, new RegExp(`reports +read, export +${expires_at} +never`));
  const refused = await user.asgWith({ ASG_API_KEY: api_key }, 'balance');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /permission billing/);
  assert.equal((await user.asg('keys', 'make', '--scope', 'nothing')).code, 2);
});
