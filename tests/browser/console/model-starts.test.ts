import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spansTask } from '../parts/kind-tasks.ts';
import { lookAt } from '../parts/looks.ts';
import { otherWorker, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, signIn, until } from './parts.ts';

const text = 'Ada met Charles in London.';
const span = (start: number, end: number) => ({ start, end, label: 'PERSON' });

test('the page Models tells how far a model’s marks hold who begins with them, and a task how each label began', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const task = spansTask(text, ['PERSON']);
  const { task_ids } = await customer.tasks.submitBatch(
    Array.from({ length: 12 }, () => ({
      ...task,
      label_spec: { ...task.label_spec, start_with: 'tagger-2' },
      predictions: [{ model: 'tagger-2', value: { spans: [span(0, 3), span(19, 25)] } }],
    })),
  );
  for (const name of ['ada', 'bob']) {
    const worker = await otherWorker(stand.api, name);
    for (let held = await worker.next(20); held.length > 0; held = await worker.next(20))
      for (const [i, { assignment_id, start }] of held.entries()) {
        const { itemToken } = await worker.item(assignment_id);
        const value = start !== undefined && i % 3 === 0 ? start : { spans: [span(0, 3), span(8, 15)] };
        await worker.label(assignment_id, { value }, { itemToken });
      }
  }
  await until('the figures', async () => {
    const { templates } = await customer.billing.stats();
    return templates.some(({ starts = [] }) => starts.length > 0);
  });
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await page.goto(`${refinery.url}/console/tasks/${task_ids[0]}`);
  await page.getByText(/Worker 1, from (?:the marks of the model|nothing): /).waitFor();
  await go(page, 'Models');
  const table = page.getByRole('table', { name: 'Marks that workers begin with on PERSON' });
  await table
    .getByText(/^\d+ labels?$/)
    .first()
    .waitFor();
  await table
    .getByText(/away from it; .* say the same/)
    .first()
    .waitFor();
  await lookAt(page, 'models-starts', { whole: true });
  assert.deepEqual(complaints, []);
  await context.close();
});
