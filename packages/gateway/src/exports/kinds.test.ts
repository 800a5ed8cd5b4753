import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ sandboxLabelQuota: 5_000 });
});
after(() => gateway[Symbol.asyncDispose]());

type Assignment = Readonly<Record<string, unknown>> & {
  readonly assignment_id: string;
  readonly instructions: string;
  readonly items?: readonly { readonly id: string }[];
};

const worse = 'Red wine is made of grapes.';
const better = '=Salt, then "cold" water.';
const picture = 'https://example.com/c.png';

const comparisons = [
  {
    type: 'comparison',
    data: { text: 'How do I get wine out of cotton?' },
    items: [
      { id: 'model-b', data: { text: better } },
      { id: 'model-a', data: { text: worse } },
    ],
    label_spec: { question: 'Which is better?', instructions: 'best' },
    metadata: { id: '007' },
  },
  {
    type: 'comparison',
    items: [
      { id: 'model-a', data: { text: worse } },
      { id: 'model-b', data: { text: better } },
    ],
    label_spec: { question: 'Which is better?', instructions: 'tie' },
  },
  {
    type: 'comparison',
    data_url: 'https://example.com/prompt.png',
    items: [
      { id: 'model-c', data_url: picture },
      { id: 'model-a', data: { text: worse } },
      { id: 'model-b', data: { text: better } },
    ],
    label_spec: { question: 'Which is better?', instructions: 'best' },
  },
].map((task) => ({ ...task, consensus_threshold: 2 }));

const labelled = [
  { text: 'Late, but cheap.', instructions: 'both' },
  { text: 'I bought it in March.', instructions: 'none' },
].map(({ text, instructions }) => ({
  type: 'multi_label',
  data: { text },
  label_spec: { question: 'Of what?', options: ['price', 'delivery', 'none'], instructions },
  consensus_threshold: 2,
}));

const rated = [
  {
    type: 'rating',
    data_url: 'https://example.com/1.jpg',
    label_spec: { question: 'How sharp?', scale: { from: 1, to: 5 }, instructions: 'rate' },
    consensus_threshold: 2,
  },
];

/** What each worker says, by the instructions. */
const said: Readonly<
  Record<string, (read: (item: string) => Promise<string>, work: Assignment) => Promise<unknown>>
> = {
  best: async (read, { items = [] }) => {
    for (const { id } of items) if ((await read(id)) === better) return { item: id };
    return assert.fail('nothing is better');
  },
  tie: async () => ({ tie: true }),
  both: async () => ({ options: ['price', 'delivery'] }),
  none: async () => ({ none: true }),
  rate: async () => 4,
};

/** A batch with these tasks, decided by two workers: its export, by query. */
async function decided(tasks: readonly object[]) {
  const { key } = await gateway.newCustomer();
  const made = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  assert.equal(made.status, 202, made.text);
  for (const { token } of [await gateway.newWorker(), await gateway.newWorker()]) {
    for (;;) {
      const { body } = await gateway.call('POST', '/v1/work/next', { token, body: { count: 10 } });
      const works: readonly Assignment[] = body?.assignments ?? [];
      if (works.length === 0) break;
      for (const work of works) {
        const path = `/v1/work/${work.assignment_id}`;
        const read = async (item: string) =>
          (await gateway.call('GET', `${path}/data?item=${item}`, { token })).text;
        const value = await said[work.instructions]!(read, work);
        const given = await gateway.call('POST', `${path}/label`, { token, body: { value } });
        assert.equal(given.status, 200, given.text);
      }
    }
  }
  const path = `/v1/batches/${made.body.batch_id}/export`;
  const headers = { authorization: `Bearer ${key}` };
  return async (query: string) => {
    const answer = await gateway.app.inject({ method: 'GET', url: `${path}?${query}`, headers });
    assert.equal(answer.statusCode, 200, answer.payload);
    return answer.rawPayload;
  };
}

const rowsOf = (bytes: Buffer) =>
  bytes
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('comparisons leave with what was chosen, and as pairs with texts, the best against each other one', async () => {
  const exported = await decided(comparisons);
  const rows = rowsOf(await exported('format=jsonl'));
  const told = rows.map(({ consensus_label, kind, chosen, others, tie, text, data_url }) => [
    consensus_label,
    kind,
    chosen,
    others,
    tie,
    text,
    /^asset:/.test(data_url) ? 'asset' : data_url,
  ]);
  const prompt = 'How do I get wine out of cotton?';
  const address = 'https://example.com/prompt.png';
  assert.deepEqual(told, [
    ['{"item":"model-b"}', 'comparison', 'model-b', ['model-a'], false, prompt, 'asset'],
    ['{"tie":true}', 'comparison', null, null, true, null, 'asset'],
    ['{"item":"model-b"}', 'comparison', 'model-b', ['model-a', 'model-c'], false, null, address],
  ]);
  assert.deepEqual(rows[0].consensus_value, { item: 'model-b' });
  assert.deepEqual(rows[0].votes, { 'model-a': 0, 'model-b': 2, tie: 0 });
  assert.deepEqual(rows[2].items[2], { id: 'model-c', data_url: picture });

  const pairs = rowsOf(await exported('format=preferences'));
  assert.deepEqual(
    pairs.map(({ task_id: _taskId, ...pair }) => pair),
    [
      [prompt, worse, 'model-a', 1],
      [address, worse, 'model-a', 3],
      [address, picture, 'model-c', 3],
    ].map(([shown, rejected, rejected_item, line]) => ({
      prompt: shown,
      chosen: better,
      rejected,
      chosen_item: 'model-b',
      rejected_item,
      line,
      confidence: 1,
    })),
  );
  const [head, first] = (await exported('format=preferences_csv&bom=true')).toString('utf8').split('\r\n');
  assert.equal(head, '\uFEFFprompt,chosen,rejected,chosen_item,rejected_item,line,task_id,confidence');
  assert.ok(first!.startsWith(`${prompt},"'=Salt, then ""cold"" water.",${worse},model-b,model-a,1,`), first);
  const plain = (await exported('format=preferences_csv&guard_formulas=false')).toString('utf8');
  assert.ok(plain.includes(',"=Salt'), plain);

  const manifest = rowsOf(await exported('format=ground_truth'));
  for (const object of manifest) {
    const [metadata] = Object.entries(object).flatMap(([name, value]) =>
      name.endsWith('-metadata') ? [value] : [],
    );
    assert.match(
      JSON.stringify(metadata),
      /"failure-reason":"Ground Truth has no place for the labels of comparison"/,
    );
  }
});

test('several labels are a column each, a rating is a number, and a table has what any of its kinds needs', async () => {
  const exported = await decided([...labelled, ...rated]);
  const [head, ...lines] = (await exported('format=csv')).toString('utf8').trim().split('\r\n');
  assert.match(
    head!,
    /,reviewed_at,kind,consensus_value,labels,rating,rating_mean,label\.price,label\.delivery,label\.none,votes\.delivery,votes\.none,votes\.price,votes\.1,.*votes\.5$/,
  );
  assert.ok(
    lines[0]!.includes(
      ',multi_label,"{""options"":[""delivery"",""price""]}","[""delivery"",""price""]",,,true,true,false,2,0,2,',
    ),
    lines[0],
  );
  assert.ok(lines[1]!.includes(',"{""none"":true}",[],,,false,false,false,0,0,0,'), lines[1]);
  assert.ok(lines[2]!.includes(',rating,4,,4,4,,,,'), lines[2]);
  const bytes = (await exported('format=parquet')).toString('latin1');
  assert.ok(bytes.startsWith('PAR1'));
  for (const name of ['label.price', 'rating_mean', 'votes.5']) assert.ok(bytes.includes(name), name);
  const [both, none, unknown] = rowsOf(await exported('format=ground_truth'));
  const named = (object: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name.replace(/^bat_[^-]*/, 'job'), value]),
    );
  const { job, 'job-metadata': metadata, source } = named(both);
  assert.deepEqual([source, job], ['Late, but cheap.', [0, 1]]);
  const { 'creation-date': _, 'job-name': __, ...known } = Object(metadata);
  assert.deepEqual(known, {
    'class-map': { 0: 'price', 1: 'delivery' },
    'confidence-map': { 0: 1, 1: 1 },
    type: 'groundtruth/text-classification-multilabel',
    'human-annotated': 'yes',
  });
  assert.deepEqual(named(none).job, []);
  assert.match(JSON.stringify(unknown), /no place for the labels of rating/);
});

test('Label Studio gets each kind with its configuration, and such a file of pairs is a job of comparisons', async () => {
  const exported = await decided([...comparisons, ...labelled, ...rated]);
  const tasks: readonly {
    readonly data: Readonly<Record<string, unknown>>;
    readonly annotations: readonly { readonly result: readonly object[] }[];
  }[] = JSON.parse((await exported('format=label_studio')).toString('utf8'));
  assert.deepEqual(tasks[0]!.data, {
    prompt: 'How do I get wine out of cotton?',
    item_1: worse,
    item_2: better,
    item_1_id: 'model-a',
    item_2_id: 'model-b',
    id: '007',
  });
  const results = tasks.map(({ annotations }) =>
    annotations.map(({ result }) => result.map((one) => ({ ...one, id: null }))),
  );
  const said = (from_name: string, to_name: string, type: string, value: object) => [
    [{ id: null, from_name, to_name, type, value }],
  ];
  assert.deepEqual(results, [
    said('best', 'item_1', 'pairwise', { selected: 'right' }),
    [[]],
    said('best_of', 'item_1', 'choices', { choices: ['item_2'] }),
    said('labels', 'text', 'choices', { choices: ['delivery', 'price'] }),
    [[]],
    said('rating', 'image', 'rating', { rating: 4 }),
  ]);
  const config = (await exported('format=label_studio_config')).toString('utf8');
  for (const part of [
    '<Text name="prompt" value="$prompt"/>',
    '<Image name="image" value="$image"/>',
    '<Pairwise name="best" toName="item_1,item_2"/>',
    '<Choices name="labels" toName="text" choice="multiple">',
    '<Choice value="delivery"/>',
    '<Rating name="rating" toName="image" maxRating="5"/>',
  ])
    assert.ok(config.includes(part), `${part} in ${config}`);

  const { key } = await gateway.newCustomer();
  const { status, body } = await uploadJob(gateway, key, JSON.stringify(tasks.slice(0, 3)), {
    task_type: 'comparison',
    label_spec: JSON.stringify({ question: 'Which is better?' }),
  });
  assert.equal(status, 202, JSON.stringify(body));
  await runJobs(gateway);
  const again = await gateway.call('GET', `/v1/jobs/${body.job_id}/export?partial=true`, { token: key });
  const rows = rowsOf(Buffer.from(again.text));
  const first = rowsOf(await exported('format=jsonl'));
  assert.deepEqual(
    rows.map(({ items, text }) => ({ items, text })),
    first.slice(0, 3).map(({ items, text }) => ({ items, text })),
  );
  assert.deepEqual(rows[0].metadata, { id: '007' });
  for (const format of ['ground_truth', 'preferences']) {
    const answer = await gateway.call('GET', `/v1/jobs/${body.job_id}/export?partial=true&format=${format}`, {
      token: key,
    });
    assert.equal(answer.status, format === 'preferences' ? 200 : 400, answer.text);
    if (answer.status === 400)
      assert.match(answer.body.details[0].message, /^ground_truth has no place for the labels of comparison/);
  }
});

test('a delivery in a format that has no place for the labels is refused with the job', async () => {
  const { key } = await gateway.newCustomer();
  const refusedFields = async (task_type: string, format: string) => {
    const label_spec = {
      question: 'How sharp?',
      ...(task_type === 'rating' ? { scale: { from: 1, to: 5 } } : {}),
    };
    const delivery = { type: 's3', bucket: 'results-of-mine', format };
    const body = { task_type, label_spec, consensus_threshold: 2, manifest_url: 'ftp://nowhere', delivery };
    const { status, body: answer } = await gateway.call('POST', '/v1/jobs', { token: key, body });
    assert.equal(status, 400);
    return answer.details.map(({ field }: { readonly field: string }) => field);
  };
  assert.ok((await refusedFields('rating', 'ground_truth')).includes('delivery.format'));
  assert.ok((await refusedFields('rating', 'preferences_csv')).includes('delivery.format'));
  for (const format of ['coco', 'voc', 'yolo', 'conll', 'spacy'])
    assert.ok((await refusedFields('rating', format)).includes('delivery.format'), format);
  for (const format of ['csv', 'label_studio_config'])
    assert.ok(!(await refusedFields('rating', format)).includes('delivery.format'));
  assert.ok(!(await refusedFields('comparison', 'preferences')).includes('delivery.format'));
});
