import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestGateway } from '../testing/test-gateway.ts';

test('gold comes as a table, a list, gzip or UTF-16 too, told by its content, all of it or none', async () => {
  await using gateway = await startTestGateway({ adminToken: 'op' });
  const bulk = async (payload: string | Buffer, contentType = 'application/x-ndjson') => {
    const headers = { authorization: 'Bearer op', 'content-type': contentType };
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/v1/admin/gold/import',
      headers,
      payload,
    });
    return answer.json();
  };
  const table =
    'Type;text;question;options;gold_label;gold_feedback;id\nsentiment;"so\nglad";Mood?;good|bad;good;true;7\n';
  assert.deepEqual(await bulk(table, 'text/csv; charset=utf-8'), { added: 1 });
  assert.deepEqual(await bulk(Buffer.from(`\ufeff${table}`, 'utf16le'), 'text/csv'), { added: 1 });
  const item = {
    type: 'sentiment',
    data_url: 'https://example.com/1.txt',
    label_spec: { question: 'Mood?', options: ['good', 'bad'] },
    gold_label: 'good',
  };
  assert.deepEqual(await bulk(gzipSync(JSON.stringify([item, item]))), { added: 2 });
  assert.match((await bulk(`${table}x;y\n`, 'text/csv')).error, /^line 4: has 2 values, the header has 7/);
  assert.match((await bulk('id,name\n1,2\n', 'text/csv')).error, /^line 1: no column has the items/);
  assert.match(
    (await bulk(`${JSON.stringify({ ...item, gold_label: 'x' })}\n`)).error,
    /lines\.1\.gold_label must be/,
  );
  assert.match((await bulk(gzipSync(Buffer.alloc(20_000_000, '\n{}')))).error, /line 2: /);
  assert.equal(
    (await bulk(gzipSync(Buffer.alloc(20_000_000, `${' '.repeat(1_000)}{"a":`)))).code,
    'PAYLOAD_TOO_LARGE',
  );
  const listed = await gateway.call('GET', '/v1/admin/gold?limit=100', { token: 'op' });
  assert.deepEqual(
    listed.body.data.map((gold: { data_url: string; feedback: boolean }) => [
      gold.data_url.slice(0, 8),
      gold.feedback,
    ]),
    [
      ['https://', false],
      ['https://', false],
      ['asset://', true],
      ['asset://', true],
    ],
  );
});
