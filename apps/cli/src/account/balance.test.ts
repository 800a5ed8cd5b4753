import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const token = 'operator-of-the-tests';
const newUser = serverForUsers({
  ASG_ADMIN_TOKEN: token,
  SANDBOX_ALLOWANCE_SATS: '50000',
  SANDBOX_SPEND_PER_DAY_SATS: '1000000',
});
/** Right to left, with a turn of direction that must not reach the terminal. */
const strangeNote = `\u202eתשלום\u202c ${'long '.repeat(80)}`;

test('balance, grant, limits and statement say the same figures to people and to programs', async () => {
  using user = await newUser();
  const customerId = JSON.parse((await user.asg('whoami', '--json')).stdout).customer_id as string;
  const shown = await user.asg('balance');
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, /can be spent +50,000 satoshis/);
  assert.match(shown.stdout, /allowance of a sandbox account, 50,000 satoshis of it not drawn yet/);
  const none = await user.asg('statement');
  assert.deepEqual([none.code, none.stdout], [0, '']);
  assert.match(none.stderr, /Nothing came in yet/);

  const operator = { ASG_ADMIN_TOKEN: token };
  const url = ['--url', user.refinery.url];
  const grant = (...args: string[]) => user.asgWith(operator, 'grant', ...args, ...url);
  const given = await grant(customerId, '1250', '--note', strangeNote, '--key', 'k1');
  assert.equal(given.code, 0, given.stderr);
  assert.match(given.stdout, /given +1,250 satoshis to cust_/);
  assert.match(
    (await grant(customerId, '1250', '--note', strangeNote, '--key', 'k1')).stdout,
    /given before/,
  );
  const other = await grant(customerId, '9', '--note', 'other', '--key', 'k1');
  assert.equal(other.code, 1);
  assert.match(other.stderr, /another body \(409/);
  const json = JSON.parse((await grant(customerId, '1', '--note', 'two', '--json')).stdout);
  assert.deepEqual([json.entry.sats, json.balance.entered_sats], [1, 1_251]);

  const balance = JSON.parse((await user.asg('balance', '--json')).stdout);
  assert.deepEqual([balance.free_sats, balance.available_sats], [1_251, 51_251]);
  const lines = JSON.parse((await user.asg('statement', '--json')).stdout);
  assert.deepEqual(
    lines.map((line: { kind: string; sats: number }) => [line.kind, line.sats]),
    [
      ['grant', 1],
      ['grant', 1_250],
    ],
  );
  const table = await user.asg('statement');
  assert.match(table.stdout, /grant +\+1,250 +\ufffdתשלום\ufffd long/);
  assert.ok(!/[\u202a-\u202e]/.test(table.stdout));
  const one = await user.asg('statement', '--limit', '1');
  assert.match(one.stderr, /there are more: --limit/);
  const csv = (await user.asg('statement', '--csv')).stdout.split('\r\n');
  assert.deepEqual([csv[0], csv.at(-2)], ['date,at,kind,sats,tasks,note,ref,entry_id', 'total,,,1251,,,,']);

  const set = await user.asg('limits', '--per-day', '40000');
  assert.match(set.stdout, /a day +40,000 satoshis, of which 0 satoshis are taken today/);
  assert.match(set.stdout, /warning +none/);
  const both = JSON.parse((await user.asg('limits', '--low', '60000', '--json')).stdout);
  assert.deepEqual(both, { spend_per_day_sats: 40_000, balance_low_sats: 60_000 });
  assert.match((await user.asg('balance')).stdout, /51,251 satoshis \(low\)/);
  const off = JSON.parse((await user.asg('limits', '--per-day', 'none', '--json')).stdout);
  assert.deepEqual(off, { spend_per_day_sats: null, balance_low_sats: 60_000 });
});

test('what is called wrongly ends with code 2 and says the rule', async () => {
  using user = await newUser();
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['limits', '--per-day', '1.5'], /whole number of satoshis, or none, not 1\.5/],
    [['limits', '--low', '-1'], /whole number of satoshis, or none/],
    [['grant', 'cust_1', '0', '--note', 'a'], /whole number of satoshis, at least 1/],
    [['grant', 'cust_1', '-5', '--note', 'a'], /unknown option|at least 1/],
    [['grant', 'cust_1', '5'], /required option '--note/],
    [['statement', '--csv', '--json'], /cannot be used with/],
  ];
  for (const [args, message] of wrong) {
    const { code, stdout, stderr } = await user.asg(...args);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    assert.match(stderr, message);
  }
  const nobody = await user.asgWith(
    { ASG_ADMIN_TOKEN: token },
    'grant',
    'cust_none',
    '5',
    '--note',
    'a',
    '--url',
    user.refinery.url,
  );
  assert.equal(nobody.code, 1);
  assert.match(nobody.stderr, /customer not found \(404/);
});
