import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';
import { imageTask, startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const sun = { question: 'Is the sun in the picture?', options: ['yes', 'no'] };

test('a worker finds a question, practises it with feedback, and then labels it first', async () => {
  await using stand = await startStand();
  const { customer, host, refinery } = stand;
  const lines = [0, 1, 2].map((i) =>
    JSON.stringify({
      data_url: `${host.url}/image/${i}.png`,
      gold_label: 'yes',
      gold_practice: true,
      gold_explanation: 'A disc that is cut off by the edge is the sun as well.',
    }),
  );
  const { job_id } = await customer.jobs.upload({
    file: new Blob([lines.join('\n')]),
    task_type: 'image_classification',
    label_spec: sun,
  });
  await customer.jobs.wait(job_id, { timeoutMs: 60_000 });
  const qualification = { practice: 0.6 };
  await customer.tasks.submitBatch([
    imageTask(host, 7, { label_spec: { question: 'Is it raining?', options: ['yes', 'no'] } }),
    ...[3, 4].map((i) => imageTask(host, i, { qualification })),
  ]);
  const { context, page, complaints } = await visit(stand);
  await page.goto(`${refinery.url}/work/`);
  await signUp(page, refinery.url, 'Kim');
  await page.getByRole('heading', { name: 'Is it raining?' }).waitFor();
  await page.getByRole('link', { name: 'Questions' }).click();
  await page.getByRole('heading', { name: sun.question }).waitFor();
  await lookAt(page, 'questions');
  await page.getByRole('link', { name: `Practise: ${sun.question}` }).click();
  for (const [i, key] of ['2', '1', '1'].entries()) {
    await page.locator('.stage[data-kind=image] img').waitFor();
    await page.keyboard.press(key);
    if (i === 0) await lookAt(page, 'practice');
    await page.keyboard.press('Enter');
    const said = i === 0 ? 'Not quite: the answer is “yes”' : 'Right';
    await page.getByRole('heading', { name: said }).waitFor();
    await page.getByText('cut off by the edge').waitFor();
    if (i === 0) await lookAt(page, 'practice-feedback');
    await page.keyboard.press('Enter');
  }
  await page.getByRole('heading', { name: '2 of 3 right' }).waitFor();
  await lookAt(page, 'practice-over');
  await page.getByRole('link', { name: 'All questions' }).click();
  await page.getByText('Best practice: 66%').waitFor();
  await page.getByRole('button', { name: `Label this: ${sun.question}` }).click();
  for (let labelled = 1; labelled <= 2; labelled++) {
    await page.getByRole('heading', { name: sun.question }).waitFor();
    await page.locator('.stage[data-kind=image] img').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.getByText(labelled === 1 ? '1 label' : '2 labels', { exact: true }).waitFor();
  }
  await page.getByRole('heading', { name: 'Is it raining?' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
