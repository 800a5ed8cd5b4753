import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ASGWorkerClient, SubmitTask } from '@asg/sdk';
import { present } from '@asg/values/present';
import { boxesTask, questions, spansTask } from './parts/kind-tasks.ts';
import { lookAt } from './parts/looks.ts';
import { workerAt } from './parts/sent.ts';
import { otherWorker, type Stand, startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const classes = ['cloud', 'hill', 'sun'];
const text = `Ada met Charles in London.\nالتقت ليلى مارك في برلين\n👩🏽‍🚀 ${'They wrote to each other for years. '.repeat(12)}`;
const boxes = [
  { class: 'hill', left: 40, top: 380, width: 520, height: 240 },
  { class: 'sun', left: 600, top: 60, width: 140, height: 140 },
];
const ownBoxes = [
  { class: 'hill', left: 60, top: 350, width: 500, height: 260 },
  { class: 'cloud', left: 200, top: 40, width: 180, height: 90 },
];
const spans = [
  { start: 0, end: 3, label: 'PERSON' },
  { start: 8, end: 15, label: 'PERSON' },
  { start: 19, end: 25, label: 'PLACE' },
];
const ownSpans = [
  { start: 0, end: 3, label: 'PERSON' },
  { start: 8, end: 25, label: 'PERSON' },
];

async function answer(worker: ASGWorkerClient, isOwn: boolean): Promise<void> {
  const items = await worker.next(20);
  assert.equal(items.length, 2);
  const values = isOwn
    ? { bounding_boxes: { boxes: ownBoxes }, text_spans: { spans: ownSpans } }
    : { bounding_boxes: { boxes }, text_spans: { spans } };
  await worker.labels(
    items.map(({ assignment_id, type }) => ({
      assignment_id,
      value: type === 'bounding_boxes' ? values.bounding_boxes : values.text_spans,
    })),
  );
}

const tasksOf = ({ host }: Stand): readonly SubmitTask[] =>
  [boxesTask(host, 0, classes), spansTask(text, ['PERSON', 'PLACE'])].map((task) => ({
    ...task,
    consensus_threshold: 3,
  }));

test('history shows own marks and those decided on the item, and in words', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signUp(page, stand.refinery.url, 'Kim');
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page.getByRole('heading', { name: 'No labels yet' }).waitFor();
  await stand.customer.tasks.submitBatch(tasksOf(stand));
  await answer(await workerAt(page, stand), true);
  for (const name of ['Alex', 'Robin']) await answer(await otherWorker(stand.api, name), false);
  await page.reload();
  const opened = page.getByRole('dialog', { name: 'Your label' });
  await page.locator('.history-item', { hasText: questions.boxes }).click();
  await opened.locator('.told-image').waitFor();
  const own = opened.locator('.told-box[data-side=own]');
  const decided = opened.locator('.told-box[data-side=decided]');
  assert.deepEqual([await own.count(), await decided.count()], [2, 2]);
  assert.equal(await own.first().evaluate((box) => getComputedStyle(box).borderTopStyle), 'dashed');
  assert.equal(await decided.first().evaluate((box) => getComputedStyle(box).borderTopStyle), 'solid');
  const picture = present(await opened.locator('.told-picture').boundingBox(), 'the picture');
  const sun = present(await decided.nth(1).boundingBox(), 'the sun');
  assert.ok(Math.abs((sun.x - picture.x) / picture.width - 600 / 960) < 0.01, 'it lies where it was drawn');
  await opened.getByRole('checkbox', { name: 'Your marks: 2' }).press('Space');
  assert.deepEqual([await own.count(), await decided.count()], [0, 2]);
  await opened.getByRole('checkbox', { name: 'Your marks: 2' }).press('Space');
  await lookAt(page, 'history-boxes');
  await opened.getByText('All marks in words').press('Enter');
  await opened.getByText('2: sun, left 600, top 60, 140 by 140').waitFor();
  await opened
    .getByRole('region', { name: 'Your marks: 2' })
    .getByText(/cloud, left 200/)
    .waitFor();
  await lookAt(page, 'history-boxes-words');
  await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'hidden' });

  await page.locator('.history-item', { hasText: questions.spans }).click();
  const pieces = opened.locator('.told-piece');
  await pieces.first().waitFor();
  const marked = (side: string): Promise<readonly string[]> =>
    opened.locator(`.told-piece[data-${side}=true]`).allTextContents();
  assert.deepEqual(await marked('own'), ['Ada', 'Charles', ' in ', 'London']);
  assert.deepEqual(await marked('decided'), ['Ada', 'Charles', 'London']);
  await opened.getByRole('checkbox', { name: 'Decided: 3' }).press('Space');
  assert.deepEqual(await marked('own'), ['Ada', 'Charles in London']);
  await opened.getByRole('checkbox', { name: 'Decided: 3' }).press('Space');
  await lookAt(page, 'history-spans');
  await opened.getByText('All marks in words').press('Enter');
  await opened.getByText('3: PLACE, London').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('practice shows what was right on the item, beside what was drawn', async () => {
  await using stand = await startStand();
  const { customer, refinery, host } = stand;
  for (const [task, gold_label] of [
    [boxesTask(host, 0, classes), { boxes }],
    [spansTask(text, ['PERSON', 'PLACE']), { spans }],
  ] as const) {
    const { type, label_spec, consensus_threshold: _, ...item } = task;
    const line = {
      ...item,
      gold_label: JSON.stringify(gold_label),
      gold_practice: true,
      gold_explanation: 'The sun is round.',
    };
    const { job_id } = await customer.jobs.upload({
      file: new Blob([JSON.stringify(line)]),
      task_type: type,
      label_spec,
    });
    const job = await customer.jobs.wait(job_id, { timeoutMs: 60_000 });
    assert.equal(job.lines_gold, 1, JSON.stringify(await Array.fromAsync(customer.jobs.errors(job_id))));
  }
  await customer.tasks.submitBatch(
    tasksOf(stand).map((task) => ({ ...task, qualification: { practice: 0.6 } })),
  );
  const { context, page, complaints } = await visit(stand);
  await signUp(page, refinery.url, 'Kim');
  for (const [question, stage, key] of [
    [questions.boxes, '.boxes-frame', 'b'],
    [questions.spans, '.spans-frame', 'm'],
  ] as const) {
    await page.getByRole('link', { name: 'Questions' }).click();
    await page.getByRole('link', { name: `Practise: ${question}` }).click();
    await page.locator(stage).waitFor();
    await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
    await page.keyboard.press(key);
    await page.locator('.mark-said').waitFor();
    const name = stage.slice(1, 6);
    await lookAt(page, `practice-${name}`);
    await page.locator(stage).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The sun is round.').waitFor();
    await page
      .locator('.told-sides')
      .getByText(/^Right answer: [23]$/)
      .waitFor();
    await page.locator('.told-sides').getByText('Your marks: 1').waitFor();
    await lookAt(page, `practice-${name}-told`);
    await page.getByText('All marks in words').click();
    await page.getByText(name === 'boxes' ? /^2: sun, left 600/ : '3: PLACE, London').waitFor();
    assert.equal(await page.locator(stage).count(), 0, 'what is answered is drawn on no more');
    await page
      .getByRole('button', { name: /^(Next|See|Finish|To the)/ })
      .first()
      .click();
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
