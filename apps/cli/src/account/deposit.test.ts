import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const newUser = serverForUsers({ DEPOSIT_CONFIRMATIONS: '1' });
/** Blocks of this one come after the test. */
const newPatientUser = serverForUsers({ DEPOSIT_CONFIRMATIONS: '6', LOCAL_BLOCK_SECONDS: '3600' });

test('a deposit on the local chain is paid and in the balance when the command ends', async () => {
  using user = await newUser();
  const shown = await user.asg('deposit', '100000');
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(
    shown.stdout,
    /Deposit of 100,000 satoshis on the local network \(local chain: not real money\)/,
  );
  assert.match(shown.stdout, /payment URI +bitcoin:[mn]\w+\?sv&amount=0\.001\n/);
  assert.match(shown.stdout, /\n[0-9a-f]{64} +100,000 +credited +\d+/);
  const json = await user.asg('deposit', '2500', '--json');
  assert.equal(json.code, 0, json.stderr);
  const deposit = JSON.parse(json.stdout);
  assert.deepEqual(
    [deposit.amount_sats, deposit.credited_sats, deposit.payments[0].status],
    [2_500, 2_500, 'credited'],
  );
  assert.match(shown.stdout, /pay to +[mn]\w+/);
  assert.ok(!shown.stdout.includes(deposit.address), 'each deposit has an address of its own');
  const balance = JSON.parse((await user.asg('balance', '--json')).stdout);
  assert.deepEqual([balance.entered_sats, balance.free_sats], [102_500, 102_500]);
  const lines = JSON.parse((await user.asg('statement', '--json')).stdout);
  assert.deepEqual(
    lines.map((line: { kind: string; sats: number; ref: string }) => [line.kind, line.sats]),
    [
      ['deposit', 2_500],
      ['deposit', 100_000],
    ],
  );
});

test('a deposit that is not deep enough in time ends with the code of “not yet”, and says where it stands', async () => {
  using user = await newPatientUser();
  const waited = await user.asg('deposit', '5000', '--wait', '1');
  assert.equal(waited.code, 3, waited.stderr);
  assert.match(waited.stdout, /in your balance +after 6 in the chain/);
  assert.match(waited.stdout, /[0-9a-f]{64} +5,000 +waiting +0/);
  assert.match(waited.stderr, /nothing is credited yet: [mn]\w+ goes on being watched/);
  const looked = await user.asg('deposit', '5000', '--wait', '0', '--json');
  assert.deepEqual([looked.code, JSON.parse(looked.stdout).credited_sats], [0, 0]);
  const refused = await user.asg('deposit', '0');
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /whole number from 1 to/);
});
