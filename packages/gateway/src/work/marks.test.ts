import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { LooksTaken } from '@asg/media';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { type ItemHost, startItemHost } from '../testing/test-items.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';
import { questionsOf } from '../testing/walks/practising.ts';

/** A PNG of 6,000 × 4,000 pixels that its EXIF says to turn by a quarter: it is shown smaller, encoded anew. */
function turnedPng(): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const [length, sum, typed] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), body])];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  const head = Buffer.from('00001770' + '00000fa0' + '0100000000', 'hex');
  const exif = Buffer.from('4d4d002a00000008' + '0001' + '011200030000000100060000' + '00000000', 'hex');
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('eXIf', exif),
    chunk('IDAT', deflateSync(Buffer.alloc(4_000 * 751))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const png = turnedPng();
const [width, height] = [4_000, 6_000];
/** Nine code points, in eleven halves of UTF-16 and nineteen bytes. */
const words = 'a😀 한글 b😀c';
const length = 9;
const answer: RequestListener = (request, response) => {
  response.end(request.url?.endsWith('.png') === true ? png : words);
};
let gateway: TestGateway;
let host: ItemHost;
let here = '';
before(async () => {
  gateway = await startTestGateway();
  host = await startItemHost(answer);
  here = host.url;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host[Symbol.dispose]();
});

const box = { class: 'car', left: 0, top: 0, width, height: 3_000 };
const pictures = {
  type: 'bounding_boxes',
  file: 'a.png',
  question: 'Where are cars?',
  classes: ['car', 'bus'],
};
const texts = { type: 'text_spans', file: 'a.txt', question: 'Who is named?', classes: ['person', 'place'] };
let made = 0;

/** Tasks of a language of their own, and workers who hold one each. */
async function scene({ type, file, question, classes }: typeof pictures, count = 3) {
  const { key } = await gateway.newCustomer();
  const language = `qaa-x-${made++}`;
  const task = { type, data_url: `${here}/${file}`, label_spec: { question, classes }, language };
  const body = { tasks: [{ ...task, consensus_threshold: Math.max(2, count) }] };
  const batch = await gateway.call('POST', '/v1/tasks/batch', { token: key, body });
  assert.equal(batch.status, 202, batch.text);
  const workers = [];
  for (let i = 0; i < count; i++) {
    const { token, workerId } = await gateway.newWorker();
    const profile = { display_name: 'Kim', country: 'DE', primary_language: language };
    await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
    const { body: taken, text } = await gateway.call('POST', '/v1/work/next', { token });
    assert.ok(taken?.assignments?.length === 1, text);
    workers.push({ token, workerId, id: String(taken.assignments[0].assignment_id) });
  }
  const stored = async () => {
    const found = await gateway.storage.tasks.get(batch.body.task_ids[0]);
    assert.ok(found !== null);
    return found;
  };
  return { key, workers, batchId: String(batch.body.batch_id), stored };
}

type Held = Awaited<ReturnType<typeof scene>>['workers'][number];

const look = ({ token, id }: Held) => gateway.call('GET', `/v1/work/${id}/data`, { token });

/** What became of a label: its status, and the rule that a mark broke. */
async function give({ token, id }: Held, value: unknown, itemToken: string | null = null) {
  const body = { value, ...(itemToken !== null && { item_token: itemToken }) };
  const answer = await gateway.call('POST', `/v1/work/${id}/label`, { token, body });
  const [found] = answer.body.details ?? [];
  return found === undefined ? answer.status : `${found.field} ${found.constraint}: ${found.message}`;
}

test('a box outside of the original is refused by name, and one that is within is kept with its size', async () => {
  const { workers, stored, key, batchId } = await scene(pictures, 2);
  const [first, second] = workers;
  assert.ok(first !== undefined && second !== undefined);
  const shown = await look(first);
  assert.deepEqual([shown.headers['x-item-width'], shown.headers['x-item-height']], ['4000', '6000']);
  assert.equal(shown.headers['content-type'], 'image/webp');
  for (const [wrong, field, last] of [
    [{ left: 4_000, width: 1 }, 'left', '0 to 3999'],
    [{ top: 6_000 }, 'top', '0 to 5999'],
    [{ left: 1 }, 'width', '1 to 3999'],
    [{ top: 10, height: 5_991 }, 'height', '1 to 5990'],
  ] as const) {
    const answer = String(await give(first, { boxes: [{ ...box, ...wrong }] }));
    assert.match(answer, new RegExp(`^value\\.boxes\\.0\\.${field} range: .*${last}`), answer);
  }
  assert.equal((await stored()).extent, undefined);
  assert.equal(await give(first, { boxes: [box] }), 200);
  assert.deepEqual((await stored()).extent, { width, height });
  assert.match(
    String(await give(second, { boxes: [{ ...box, top: 6_000 }] })),
    /^value\.boxes\.0\.top range/,
  );
  assert.equal(await give(second, { boxes: [box] }), 200, 'the size is known of another’s look');
  assert.equal((await stored()).state, 'verified');
  const exported = async (format: string) =>
    (await gateway.call('GET', `/v1/batches/${batchId}/export?format=${format}`, { token: key })).text;
  const coco = JSON.parse(await exported('coco'));
  assert.deepEqual([coco.images[0].width, coco.images[0].height], [width, height]);
  assert.match(await exported('yolo'), /1 0\.50+ 0\.250+ 1\.0+ 0\.50+\n/);
  const [studio] = JSON.parse(await exported('label_studio'));
  const [{ original_width, original_height, value }] = studio.annotations[0].result;
  assert.deepEqual([original_width, original_height, value.width, value.height], [width, height, 100, 50]);
  const truth = JSON.parse(await exported('ground_truth'));
  assert.deepEqual(truth[batchId].image_size, [{ width, height, depth: 3 }]);
});

test('a span past the end of the text is refused by name, by code points', async () => {
  const { workers, stored } = await scene(texts, 1);
  const [worker] = workers;
  assert.ok(worker !== undefined);
  assert.equal(Array.from(words).length, length);
  const seen = await look(worker);
  assert.deepEqual([seen.status, seen.headers['x-item-width']], [200, undefined]);
  const past = await give(worker, { spans: [{ start: 7, end: length + 1, label: 'person' }] });
  assert.match(String(past), /^value\.spans\.0\.end range: /);
  assert.equal(await give(worker, { spans: [{ start: 7, end: length, label: 'person' }] }), 200);
  assert.deepEqual((await stored()).extent, { length });
});

test('the size goes with the token from process to process, for its worker and claim alone', async () => {
  const { workers, stored } = await scene(pictures);
  const [other, worker, third] = workers;
  assert.ok(other !== undefined && worker !== undefined && third !== undefined);
  const outside = { boxes: [{ ...box, top: 6_000 }] };
  const elsewhere = new LooksTaken(gateway.context);
  const token = elsewhere.taken(worker.workerId, worker.id, { width, height });
  const theirs = elsewhere.taken(other.workerId, other.id, { width, height });
  assert.ok(token !== null && theirs !== null);
  assert.match(String(await give(worker, outside, token)), /^value\.boxes\.0\.top range/);
  const larger = elsewhere.taken(worker.workerId, worker.id, { width: 9_000, height: 9_000 });
  const forged = token.slice(0, 22) + String(larger).slice(22);
  const { seen } = gateway.media.looks;
  const parts = gateway.context.assignmentIds.open(worker.workerId, worker.id);
  assert.ok(parts !== null);
  for (const worthless of [theirs, forged, token.slice(0, 22)])
    assert.equal(seen(worker.workerId, parts, worthless), null, worthless);
  const far = { boxes: [{ ...box, left: 65_535 }] };
  assert.match(String(await give(third, far, theirs)), /^value\.boxes\.0\.left range: .*0 to 65534/);
  await look(third);
  assert.match(
    String(await give(third, outside, theirs)),
    /^value\.boxes\.0\.top range/,
    'as it is remembered',
  );
  const bare = gateway.context.assignmentIds.lookToken(worker.workerId, parts, null);
  assert.deepEqual(seen(worker.workerId, parts, bare), { extent: null }, 'from before sizes were in tokens');
  assert.equal(await give(worker, outside, bare), 200, 'nothing is known of the picture');
  const { labels, extent } = await stored();
  assert.deepEqual([labels[0]?.unseen, extent], [undefined, undefined]);
});

test('practice refuses what is outside, by its own token too', async () => {
  const { key } = await gateway.newCustomer();
  const truth = { spans: [{ start: 0, end: 2, label: 'person' }] };
  const lines = ['p', 'q'].map((name) => ({
    data_url: `${here}/${name}.txt`,
    gold_label: JSON.stringify(truth),
    gold_practice: true,
  }));
  const fields = {
    task_type: 'text_spans',
    label_spec: JSON.stringify({ question: 'Who is practised?', classes: ['person'] }),
  };
  const { body } = await uploadJob(
    gateway,
    key,
    lines.map((line) => JSON.stringify(line)).join('\n'),
    fields,
  );
  await runJobs(gateway);
  const { body: job } = await gateway.call('GET', `/v1/jobs/${body.job_id}`, { token: key });
  assert.deepEqual([job.lines_gold, job.lines_rejected], [2, 0], JSON.stringify(job));
  const { token, workerId } = await gateway.newWorker();
  const listed = (await questionsOf(gateway, { token })).data as readonly {
    question_id: string;
    question: string;
  }[];
  const practice = listed.find(({ question }) => question === 'Who is practised?')?.question_id;
  const { body: given } = await gateway.call('POST', '/v1/work/next', {
    token,
    body: { count: 2, practice },
  });
  const [shown, unseen] = given.assignments as readonly { assignment_id: string }[];
  assert.ok(shown !== undefined && unseen !== undefined);
  const past = { spans: [{ start: 0, end: length + 1, label: 'person' }] };
  const seen = await look({ token, workerId, id: shown.assignment_id });
  assert.match(String(seen.headers['x-item-token']), /^[\w-]{32}$/);
  assert.match(
    String(await give({ token, workerId, id: shown.assignment_id }, past)),
    /^value\.spans\.0\.end range/,
  );
  assert.equal(await give({ token, workerId, id: shown.assignment_id }, truth), 200);
  const held = { token, workerId, id: unseen.assignment_id };
  const elsewhere = new LooksTaken(gateway.context).taken(workerId, held.id, { length });
  assert.match(String(await give(held, past, elsewhere)), /^value\.spans\.0\.end range/);
  assert.equal(
    await give(held, past, String(seen.headers['x-item-token'])),
    200,
    'the token of another item',
  );
});
