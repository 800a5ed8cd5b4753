import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@asg/runtime';
import { ASGWorkerClient } from '@asg/sdk';
import { lookAt } from '../parts/looks.ts';
import { type Stand, startStand } from '../parts/stand.ts';
import { visit, waitMs } from '../parts/visit.ts';
import { go, signIn, until } from './parts.ts';

const moods = ['good', 'bad', 'mixed'] as const;
const labelSpec = { question: 'How is the review?', options: [...moods] };
const workers = 12;
const firstTasks = 48;
const roundTasks = 16;
const tasksMax = 240;
const rightShare = 0.75;

/** A text that tells its own mood, for whoever knows it. */
const textOf = (i: number): string => `Review ${i}, said to be ${moods[i % 3]}.`;
const moodOf = (text: string): string => moods.find((mood) => text.endsWith(`${mood}.`)) ?? '';

async function signedUp({ api }: Stand): Promise<readonly ASGWorkerClient[]> {
  return Promise.all(
    Array.from({ length: workers }, async (_, i) => {
      const { token } = await new ASGWorkerClient({ baseUrl: api.url }).register({
        email: `reader-${i}@crowd.example`,
        password: `password of reader ${i}`,
        adult: true,
        terms_accepted: true,
      });
      const client = new ASGWorkerClient({ baseUrl: api.url, token });
      await client.setProfile({ display_name: `reader ${i}`, country: 'PT', primary_language: 'en' });
      return client;
    }),
  );
}

/** Each worker is right three times in four; until nobody is given anything. */
async function labelled(people: readonly ASGWorkerClient[]): Promise<void> {
  for (let labels = -1; labels !== 0; ) {
    labels = 0;
    for (const [i, client] of people.entries())
      for (const { assignment_id: id } of await client.next(2)) {
        const { content, itemToken } = await client.item(id);
        const text = await content.text();
        const random = seededRandom(`${i} ${text}`);
        const [luck = 0, other = 0] = random.bytes(2);
        const right = moodOf(text);
        const wrong = moods.filter((mood) => mood !== right);
        const said = luck < rightShare * 256 ? right : (wrong[other % 2] ?? right);
        await client.label(id, said, { itemToken });
        labels++;
      }
  }
}

test('a task tells what a model contributed, and the page Models how true confidences are by known answers', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const gold = Array.from({ length: 6 }, (_, i) =>
    JSON.stringify({ data: { text: textOf(1_000 + i) }, gold_label: moodOf(textOf(1_000 + i)) }),
  );
  const { job_id } = await customer.jobs.upload({
    file: new Blob([`${gold.join('\n')}\n`]),
    task_type: 'sentiment',
    label_spec: labelSpec,
  });
  await until('the known answers', async () => (await customer.jobs.get(job_id)).lines_gold === gold.length);
  const people = await signedUp(stand);
  let [sent, countedId] = [0, ''];
  while (countedId === '') {
    assert.ok(sent < tasksMax, 'no decision of any task counted the model');
    const texts = Array.from({ length: sent === 0 ? firstTasks : roundTasks }, (_, i) => textOf(sent + i));
    const { task_ids: ids } = await customer.tasks.submitBatch(
      texts.map((text) => ({
        type: 'sentiment' as const,
        data: { text },
        label_spec: labelSpec,
        predictions: [{ model: 'reader-1', label: moodOf(text) }],
        consensus: { policy: 'adaptive' as const, ...(sent === 0 && { min_labels: 5 }) },
      })),
    );
    sent += texts.length;
    await labelled(people);
    for (const taskId of ids) {
      const result = await customer.tasks.waitForResult(taskId, { until: 'decided', timeoutMs: waitMs });
      if ('predictions' in result && result.predictions !== undefined) countedId = taskId;
    }
  }
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await page.goto(`${refinery.url}/console/tasks/${countedId}`);
  await page.getByText(/Confidence \d[\d.]* %; by people’s labels alone \d[\d.]* %\./).waitFor();
  const said = page
    .getByRole('table', { name: 'Your models' })
    .getByRole('row')
    .filter({ hasText: 'reader-1' });
  await said.getByText(/^\d[\d.]* %$/).waitFor();
  await lookAt(page, 'models-task-counted', { whole: true });

  await until('the figures', async () => {
    const { templates } = await customer.billing.stats();
    return templates.some(
      ({ models, calibration }) => models.some(({ counted }) => counted > 0) && calibration.gold_checks > 0,
    );
  });
  await go(page, 'Models');
  await page.locator('summary').filter({ hasText: 'What reader-1 takes for what' }).click();
  const confusion = page.getByRole('table', { name: 'What reader-1 takes for what' });
  await confusion
    .getByText(/^about \d+ tasks$/)
    .first()
    .waitFor();
  await page.getByText('How true confidences are here').click();
  await page.getByText('Confidence and the share of labels that were right').first().waitFor();
  await page.locator('.recharts-line-dots').waitFor();
  await lookAt(page, 'models-reliability', { whole: true });
  assert.deepEqual(complaints, []);
  await context.close();
});
