import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { WebhookRecord } from '@asg/domain';
import type { TreasuryMove } from '@asg/storage';
import { openWriteConnection } from '../file/connection.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

const folder = new URL('../migrations/', import.meta.url);
/** The schema as it was before small nouns shared two tables. */
const earlier = readdirSync(folder)
  .filter((name) => name < '0019')
  .toSorted();
const header = (digit: string): string => digit.repeat(160);

test('what small nouns held in tables of their own is as it was', async () => {
  using files = temporaryFolder();
  const path = files.file('asg.db');
  const webhook = (webhookId: string): WebhookRecord => ({
    webhookId,
    customerId: 'cust_1',
    callbackUrl: 'https://example.org/"hook"',
    events: ['task.settled'],
    sealedSecret: 'sealed',
    formerSecrets: [],
    active: true,
    disabledReason: null,
    failingSinceMs: null,
    createdAtMs: 1,
  });
  const move = (settlementId: string, refusal: string | null): TreasuryMove => ({
    settlementId,
    purpose: 'fan_out',
    workerId: null,
    coins: 3,
    requestedAtMs: 1,
    refusal,
  });
  const leadership = { name: 'sweep', holder: 'a', token: 7, untilMs: 9, note: '{"laneIds":[]}' };
  const db = openWriteConnection(path);
  for (const name of earlier) db.exec(readFileSync(new URL(name, folder), 'utf8'));
  const put = (sql: string, ...values: (string | number | null)[]) => db.prepare(sql).run(...values);
  const hook = 'insert into webhook (id, customer_id, removed, record) values (?, ?, ?, ?)';
  put(hook, 'whk_2', 'cust_1', 0, JSON.stringify(webhook('whk_2')));
  put(hook, 'whk_1', 'cust_1', 0, JSON.stringify(webhook('whk_1')));
  put(hook, 'whk_0', 'cust_1', 1, JSON.stringify(webhook('whk_0')));
  const moves = 'insert into treasury_move (settlement_id, is_open, record) values (?, ?, ?)';
  put(moves, 'stl_1', 1, JSON.stringify(move('stl_1', null)));
  put(moves, 'stl_2', 0, JSON.stringify(move('stl_2', 'no coins')));
  put('insert into header_window (id, base_height, headers) values (1, 5, ?)', header('a') + header('b'));
  put(
    'insert into process_lease (name, holder, token, held_until, note) values (?, ?, ?, ?, ?)',
    ...Object.values(leadership),
  );
  db.exec(`pragma user_version = ${earlier.length}`);
  db.close();

  await using storage = await openSqliteStorage({ path });
  assert.deepEqual(await storage.webhooks.list('cust_1'), [webhook('whk_1'), webhook('whk_2')]);
  assert.equal(await storage.webhooks.remove({ customerId: 'cust_1', webhookId: 'whk_0' }), true);
  assert.deepEqual(await storage.moves.open({ limit: 9, after: null }), [move('stl_1', null)]);
  assert.deepEqual(await storage.moves.get('stl_2'), move('stl_2', 'no coins'));
  assert.deepEqual(await storage.headers.get(null), { baseHeight: 5, headers: [header('a'), header('b')] });
  assert.deepEqual(await storage.leadership.get('sweep'), leadership);
});
