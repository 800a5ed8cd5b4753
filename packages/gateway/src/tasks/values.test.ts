import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-16';
let gateway: TestGateway;
let token: string;
before(async () => {
  gateway = await startTestGateway({ adminToken, sandboxLabelQuota: 5_000 });
  token = (await gateway.newCustomer()).key;
});
after(() => gateway[Symbol.asyncDispose]());

const headers = { 'content-type': 'application/json' };
const post = async (url: string, body: string | Buffer, key = token, type = headers['content-type']) => {
  const answer = await gateway.call('POST', url, {
    token: key,
    body: Buffer.from(body),
    headers: { 'content-type': type },
  });
  return answer.status < 300 ? null : `${answer.status} ${answer.body.error}`;
};
/** Runs a manifest of one line; the reason that the line was refused for. */
const lineRefusal = async (line: string | Buffer, key = token): Promise<string | null> => {
  const { body } = await uploadJob(gateway, key, line);
  await runJobs(gateway);
  const { data } = (await gateway.call('GET', `/v1/jobs/${body.job_id}/errors`, { token: key })).body;
  return data[0]?.reason ?? null;
};
/** A line says what the job does not: the same input without its type. */
const withoutType = (task: string) => task.replace('"type":"image_classification",', '');
const without = (task: string, field: string) => task.replace(new RegExp(`,"${field}":[^}]*}`), '');

/** Each takes the text of one task as POST /v1/tasks does; null: it was accepted. */
const entrances: Readonly<Record<string, (task: string) => Promise<string | null>>> = {
  'a task': (task) => post('/v1/tasks', task),
  'a batch': (task) => post('/v1/tasks/batch', `{"tasks":[${task}]}`),
  'a line of a job': (task) => lineRefusal(withoutType(task)),
  'a gold item': (task) =>
    post('/v1/admin/gold', `${without(task, 'metadata').slice(0, -1)},"gold_label":"gold"}`, adminToken),
  'a line of gold': (task) =>
    post(
      '/v1/admin/gold/import',
      `${without(task, 'metadata').slice(0, -1)},"gold_label":"gold"}`,
      adminToken,
      'application/x-ndjson',
    ),
};

let count = 0;
/** The parts that are not given are as they should be; `more`: after a comma, further fields. */
function task(parts: { url?: string; question?: string; options?: string; more?: string }): string {
  const url = parts.url ?? `https://example.com/${count++}`;
  const { question = '"Q?"', options = '"a","b"', more = '' } = parts;
  const spec = `{"question":${question},"options":[${options},"gold"]}`;
  return `{"type":"image_classification","data_url":"${url}","label_spec":${spec}${more}}`;
}

const refused: readonly (readonly [string, string, RegExp])[] = [
  [
    'half a surrogate pair',
    task({ question: '"Q \\ud83d?"' }),
    /label_spec.question must be well-formed Unicode.*U.D83D|ill-formed Unicode/,
  ],
  [
    'half a pair in an option',
    task({ options: '"a \\udc00","b"' }),
    /label_spec.options.0 must be well-formed|ill-formed Unicode/,
  ],
  [
    'NUL',
    task({ question: '"Q\\u0000?"' }),
    /label_spec.question must hold no control characters: it has U.0000/,
  ],
  ['a bell', task({ options: '"a\\u0007","b"' }), /label_spec.options.0 must hold no control characters/],
  ['lines in an option', task({ options: '"a\\nb","b"' }), /label_spec.options.0 must hold no control/],
  [
    'a URL with a line break',
    task({ url: 'https://example.com/a\\nb' }),
    /data_url must hold no line breaks/,
  ],
  [
    'a URL with a tab at its end',
    task({ url: 'https://example.com/a\\t' }),
    /data_url must hold no line breaks/,
  ],
  [
    'options composed otherwise',
    task({ options: '"caf\\u00e9","cafe\\u0301"' }),
    /options.1 must differ.* looks the same as "café", label_spec.options.0$/,
  ],
  [
    'options with other blanks',
    task({ options: '"a b"," a\\u00a0 b "' }),
    /label_spec.options.1 must differ/,
  ],
  [
    'options with invisible characters',
    task({ options: '"ab","a\\u200bb"' }),
    /label_spec.options.1 must differ/,
  ],
  [
    'an option that nobody sees',
    task({ options: '"a","\\u200b"' }),
    /label_spec.options.1 must not be blank/,
  ],
  [
    'a key twice',
    task({ more: ',"data_url":"https://example.com/2"' }),
    /the key "data_url" (?:is there )?twice/,
  ],
  ['a key that touches prototypes', task({ more: ',"__proto__":1' }), /it has a key that is not allowed/],
  [
    'NaN',
    task({ options: 'NaN,"b"' }),
    /not valid JSON(?:: Unexpected token| at column \d+: NaN is not JSON)/,
  ],
];

test('what no entrance can keep as it is, each refuses with the field and the rule', async () => {
  for (const [what, text, reason] of refused) {
    for (const [entrance, enter] of Object.entries(entrances))
      assert.match((await enter(text)) ?? 'accepted', reason, `${what} as ${entrance}`);
  }
});

test('what only looks odd is accepted at each entrance', async () => {
  const accepted = [
    task({ question: '"Two\\nlines,\\ta tab, \\u2028 and \\u2029\\r\\n?"' }),
    task({ options: '"\\ud83d\\ude00","\\ud83d\\ude01"' }),
    task({ options: '"👩‍💻","👩"' }),
    task({ options: '"❤️","❤"' }),
    task({ options: '"a:","\\":"' }),
  ];
  for (const text of accepted) {
    for (const [entrance, enter] of Object.entries(entrances))
      assert.equal(await enter(text), null, `${text} as ${entrance}`);
  }
});

test('texts and keys of metadata keep the rules of texts, wherever there is metadata', async () => {
  const places = ['a task', 'a batch', 'a line of a job'] as const;
  for (const metadata of ['{"x":"\\ud83d"}', '{"a":[{"\\u0001":1}]}']) {
    for (const place of places) {
      const reason = await entrances[place]!(task({ more: `,"metadata":${metadata}` }));
      assert.match(reason ?? 'accepted', /metadata must (be well-formed|hold no control)/, place);
    }
  }
});

test('bytes that are no UTF-8 are refused with where they are, and a body in UTF-16 by its name', async () => {
  const text = task({ question: '"Größe?"' });
  const latin = Buffer.from(text, 'latin1');
  const offset = latin.indexOf(0xf6);
  const send = (body: Buffer) => post('/v1/tasks', body);
  for (const entrance of [send, lineRefusal])
    assert.match((await entrance(latin)) ?? 'accepted', new RegExp(`is not UTF-8: its byte ${offset} `));
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  assert.match((await send(utf16)) ?? 'accepted', /is UTF-16/);
  // Files say their encoding themselves; bodies of the API are UTF-8.
  assert.equal(await lineRefusal(utf16), null);
  const item = `${text.slice(0, -1)},"gold_label":"gold"}`;
  const gold = (body: Buffer) => post('/v1/admin/gold/import', body, adminToken, 'application/x-ndjson');
  assert.match(
    (await gold(Buffer.from(item, 'latin1'))) ?? 'accepted',
    /not UTF-8 at line 1, column \d+ \(byte 0xF6\)/,
  );
  assert.equal(await gold(Buffer.from(`\ufeff${item}`, 'utf16le')), null);
  assert.equal(await post('/v1/tasks', `\ufeff${text}`), null);
});

test('numbers of metadata come back to the digit in every answer', async () => {
  const { key } = await gateway.newCustomer();
  const metadata = '{"tweet_id":1234567890123456789,"f":1.10,"e":1e400,"deep":[{"z":-0,"n":7}]}';
  const text = task({ more: `,"metadata":${metadata}` });
  await post('/v1/tasks', text, key);
  const batch = await gateway.call('POST', '/v1/tasks/batch', {
    token: key,
    body: Buffer.from(`{"tasks":[${text}]}`),
    headers,
  });
  const { body: job } = await uploadJob(gateway, key, withoutType(text));
  await runJobs(gateway);
  const { text: list, body } = await gateway.call('GET', '/v1/tasks', { token: key });
  assert.equal(list.split(`"metadata":${metadata}`).length - 1, 3);
  for (const one of body.data) {
    const answer = await gateway.call('GET', `/v1/tasks/${one.task_id}`, { token: key });
    assert.ok(answer.text.includes(`"metadata":${metadata}`), answer.text);
  }
  const exported = (format: string) =>
    Promise.all(
      [`jobs/${job.job_id}/export?partial=true&`, `batches/${batch.body.batch_id}/export?`].map(
        async (file) => {
          const path = `/v1/${file}format=${format}`;
          return (await gateway.call('GET', path, { token: key })).text;
        },
      ),
    );
  const cell = `"${metadata.replaceAll('"', '""')}"`;
  for (const format of ['jsonl', 'ground_truth', 'csv']) {
    const said = format === 'csv' ? cell : `"metadata":${metadata}`;
    for (const file of await exported(format)) assert.ok(file.includes(said), file);
  }
  const found = await gateway.call('GET', '/v1/tasks?search=1234567890123456789', { token: key });
  assert.equal(found.body.data.length, 3);
});

test('the same key with another number in the metadata is another body', async () => {
  const keyed = (number: string) =>
    task({ url: 'https://example.com/k', more: `,"idempotency_key":"k","metadata":{"id":${number}}` });
  assert.equal(await post('/v1/tasks', keyed('1234567890123456789')), null);
  assert.equal(await post('/v1/tasks', keyed('1234567890123456789')), null);
  assert.match((await post('/v1/tasks', keyed('1234567890123456788'))) ?? '', /^409 /);
});

test('options that differ in case alone are accepted with a warning, said once', async () => {
  const spec = { question: 'Q?', options: ['Cat', 'dog', 'cat'] };
  const warnings = ['label_spec.options: "Cat" and "cat" differ in case alone'];
  const one = { ...quickstartTask, label_spec: spec };
  const single = await gateway.call('POST', '/v1/tasks', { token, body: one });
  assert.deepEqual([single.status, single.body.warnings], [202, warnings]);
  const batch = await gateway.call('POST', '/v1/tasks/batch', { token, body: { tasks: [one, one] } });
  assert.deepEqual([batch.status, batch.body.warnings], [202, warnings]);
  const job = await uploadJob(gateway, token, '', {
    ...jobOrder,
    consensus_threshold: '2',
    label_spec: JSON.stringify(spec),
  });
  assert.deepEqual([job.status, job.body.warnings], [202, warnings]);
});
