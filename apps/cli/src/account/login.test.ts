import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isStatus } from '@asg/sdk';
import { phoneCode, TestApi } from '@asg/testing';
import { type CustomerSession, serverForUsers } from '../testing/customer-session.ts';
import { runAsg } from '../testing/run-asg.ts';

const newUser = serverForUsers();
const password = 'correct horse battery';

const typed = (user: CustomerSession, input: string, ...args: readonly string[]) =>
  runAsg(
    args,
    { ASG_CONFIG_DIR: join(user.folder, 'config'), ASG_API_KEY: '', ASG_BASE_URL: '' },
    `${input}\n`,
  );

test('a person logs in with e-mail and password, works without a key, and logs out', async () => {
  using user = await newUser(false);
  const { url } = user.refinery;
  const { email } = user;
  const api = new TestApi(url);
  await api.registerPerson({ name: 'Meadow Labs', email, password });
  const wrong = await typed(user, 'a guess', 'login', '--email', email, '--url', url);
  assert.deepEqual([wrong.code, wrong.stdout], [1, '']);
  assert.match(wrong.stderr, /wrong e-mail or password/);
  const inside = await typed(user, password, 'login', '--email', email, '--url', url, '--json');
  assert.equal(inside.code, 0, inside.stderr);
  assert.deepEqual(
    [JSON.parse(inside.stdout).name, JSON.parse(inside.stdout).profile],
    ['Meadow Labs', 'default'],
  );
  const file = join(user.folder, 'config/profiles.json');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const token = user.apiKey();
  assert.match(token, /^pst_/);
  assert.ok(
    ![inside, await user.asg('profile', 'list', '--json')].some(({ stdout }) => stdout.includes(token)),
  );
  assert.ok(!readFileSync(file, 'utf8').includes(password));
  assert.equal(JSON.parse((await user.asg('whoami', '--json')).stdout).email, email);
  assert.match((await user.asg('whoami')).stdout, /none: you are logged in/);
  const rotated = await user.asg('keys', 'rotate');
  assert.deepEqual([rotated.code, /holds no key, but a session/.test(rotated.stderr)], [2, true]);
  assert.equal((await user.asg('keys', 'make', 'build')).code, 0);
  // A session in place of a session needs no --force, an organisation has to be one's own.
  const elsewhere = await typed(user, password, 'login', '--email', email, '--organisation', 'Hill Farm');
  assert.equal(elsewhere.code, 2);
  assert.match(elsewhere.stderr, /must name one of yours: Meadow Labs/);
  const named = await typed(user, password, 'login', '--email', email, '--organisation', 'Meadow Labs');
  assert.equal(named.code, 0, named.stderr);
  const replaced = await user.asgWith({ ASG_API_KEY: token, ASG_BASE_URL: url }, 'whoami');
  assert.equal(replaced.code, 1, 'the session that the profile held has ended');
  const ended = user.apiKey();
  const out = await user.asg('logout');
  assert.equal(out.code, 0, out.stderr);
  const after = await user.asg('whoami', '--url', url);
  assert.deepEqual([after.code, /asg login/.test(after.stderr)], [2, true]);
  const stale = await user.asgWith({ ASG_API_KEY: ended, ASG_BASE_URL: url }, 'whoami');
  assert.match(stale.stderr, /no valid session: log in/);
});

test('a second factor is asked for beside the password, as a second line', async () => {
  using user = await newUser(false);
  const { url } = user.refinery;
  const { email } = user;
  const api = new TestApi(url);
  const { token } = await api.registerPerson({ name: 'Meadow Labs', email, password });
  const codes = await withCodes(api.person(token));
  const alone = await typed(user, password, 'login', '--email', email, '--url', url);
  assert.equal(alone.code, 1);
  assert.match(alone.stderr, /a code is wanted beside the password/);
  const wrong = await typed(user, `${password}\nnone`, 'login', '--email', email, '--url', url);
  assert.deepEqual([wrong.code, /the code is wrong/.test(wrong.stderr)], [1, true]);
  const inside = await typed(user, `${password}\n${codes[0]}`, 'login', '--email', email, '--url', url);
  assert.equal(inside.code, 0, inside.stderr);
  assert.equal((await user.asg('whoami')).code, 0);
});

/** Recovery codes, once codes are on. A code is good for a while: another one is given where this machine was slower. */
async function withCodes({ factors }: ReturnType<TestApi['person']>): Promise<readonly string[]> {
  const { secret, ticket } = await factors.offerSecondFactor({ password });
  for (;;) {
    try {
      return await factors.turnOnSecondFactor({ ticket, code: phoneCode(secret, Date.now()) });
    } catch (error) {
      if (!isStatus(error, 403)) throw error;
    }
  }
}

test('a key is logged in with where it opens something, and is not lost by a log-out', async () => {
  using user = await newUser();
  const key = user.apiKey();
  const { url } = user.refinery;
  const kept = await typed(user, key, 'login', '--key', '--url', url);
  assert.deepEqual([kept.code, /holds an API key.*--force/.test(kept.stderr)], [2, true]);
  const wrong = await typed(user, 'sk_sandbox_wrong', 'login', '--key', '--url', url, '--profile', 'b');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /invalid API key/);
  assert.equal((await typed(user, key, 'login', '--key', '--url', url, '--profile', 'b')).code, 0);
  assert.equal(user.apiKey('b'), key);
  const refused = await user.asg('logout', '--profile', 'b');
  assert.deepEqual([refused.code, /stays valid/.test(refused.stderr)], [2, true]);
  assert.equal((await user.asg('logout', '--profile', 'b', '--force')).code, 0);
  assert.equal((await user.asgWith({ ASG_API_KEY: key, ASG_BASE_URL: url }, 'whoami')).code, 0);
  for (const args of [[], ['--key', '--email', user.email]])
    assert.equal((await typed(user, key, 'login', ...args)).code, 2);
});
