import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const token = 'operator-of-the-tests';
const newUser = serverForUsers({ ASG_ADMIN_TOKEN: token });

test('the audit log is shown, filtered, exported, and of all to the operator alone', async () => {
  using user = await newUser();
  const made = JSON.parse((await user.asg('keys', 'make', 'reports', '--json')).stdout);
  const shown = await user.asg('audit-log');
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, new RegExp(`2 +\\S+ \\S+ +key\\.created +key_\\w+ +${made.key_id}`));
  assert.match(shown.stdout, /organisation\.created/);
  const only = JSON.parse((await user.asg('audit-log', '--action', 'key.created', '--json')).stdout);
  assert.deepEqual(
    only.map(({ object_id }: { object_id: string }) => object_id),
    [made.key_id],
  );
  const none = await user.asg('audit-log', '--object', 'key_none');
  assert.deepEqual([none.code, none.stdout, none.stderr.trim()], [0, '', 'There is no such entry.']);
  const file = join(user.folder, 'log.csv');
  assert.equal((await user.asg('audit-log', '--export', 'csv', '--out', file)).code, 0);
  assert.match(readFileSync(file, 'utf8'), /^owner_id,number,at,action,outcome,/);
  const url = ['--url', user.refinery.url];
  const all = await user.asgWith({ ASG_ADMIN_TOKEN: token }, 'audit-log', '--operator', ...url);
  assert.match(all.stdout, /cust_\w+ +2 /);
  assert.equal((await user.asgWith({ ASG_ADMIN_TOKEN: 'wrong' }, 'audit-log', '--operator', ...url)).code, 1);
  assert.equal((await user.asg('audit-log', '--since', 'yesterday')).code, 1);
});
