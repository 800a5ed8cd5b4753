import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { BatchAnswer, DriverClient, Key } from '../driver.ts';
import { CommandCounts, counted } from './counts.ts';

const key = (set: string): Key => ({ set, key: 'k' });
const row = (status: number): BatchAnswer => ({ status, record: { bins: {}, gen: 1 } });
const failing = (code: number): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code }));

const queryOf = (stream: EventEmitter) => ({
  nobins: false,
  where: () => {},
  partitions: () => {},
  foreach: () => stream,
});

/** A client that answers what the test says, counted under the prefix `a_`. */
function stand(answer: Partial<DriverClient> = {}) {
  const counts = new CommandCounts();
  const client: DriverClient = {
    operate: async () => ({ bins: {}, gen: 1 }),
    batchRead: async (rows) => rows.map(() => row(0)),
    batchWrite: async (rows) => rows.map(() => row(0)),
    getNodes: () => [],
    infoNode: async () => 'ok',
    query: () => queryOf(new EventEmitter()),
    expressionToBase64: () => '',
    close: () => {},
    ...answer,
  };
  const told = () =>
    counts
      .report()
      .map(({ set, command, commands, records, errors }) => [command, set, commands, records, errors]);
  return { client: counted(client, 'a_', counts), told };
}

test('commands and their records are counted by set and kind; a batch over several sets is one command', async () => {
  const { client, told } = stand();
  await client.operate(key('a_task'), [], null, { maxRetries: 2 });
  await client.operate(key('a_task'), [], null, { exists: 1 });
  await client.batchRead([{ key: key('a_task') }, { key: key('a_list') }, { key: key('a_task') }], {});
  await client.batchWrite([{ key: key('a_sum') }, { key: key('a_sum') }], {});
  await client.infoNode('status', {});
  assert.deepEqual(told(), [
    ['read', 'task', 1, 1, 0],
    ['write', 'task', 1, 1, 0],
    ['batch_read', 'task', 0, 2, 0],
    ['batch_read', 'list', 0, 1, 0],
    ['batch_read', 'several', 1, 0, 0],
    ['batch_write', 'sum', 1, 2, 0],
    ['info', 'none', 1, 0, 0],
  ]);
});

test('a failure is an error, and comes through as it was; what is not there, or filtered out, is an answer', async () => {
  const codes = [9, 2, 27];
  const { client, told } = stand({
    operate: () => failing(codes.shift() ?? 0),
    batchWrite: async () => [row(0), row(5), row(18)],
  });
  for (const code of [9, 2, 27])
    await assert.rejects(client.operate(key('a_doc'), [], null, { exists: 0 }), { code });
  await client.batchWrite([{ key: key('a_task') }, { key: key('a_task') }, { key: key('a_task') }], {});
  assert.deepEqual(told(), [
    ['write', 'doc', 3, 3, 1],
    ['batch_write', 'task', 1, 3, 1],
  ]);
});

test('an index that is asked is one command, with the records that it finds', () => {
  const stream = new EventEmitter();
  const { client, told } = stand({ query: () => queryOf(stream) });
  const query = client.query('asg');
  query.where({});
  const found: string[] = [];
  query.foreach({}).on('data', (one) => found.push(one.key.set));
  stream.emit('data', { key: key('a_doc'), bins: {} });
  stream.emit('error', new Error('no'));
  assert.deepEqual(found, ['a_doc']);
  assert.deepEqual(told(), [
    ['query', 'doc', 0, 1, 0],
    ['query', 'several', 1, 0, 1],
  ]);
});
