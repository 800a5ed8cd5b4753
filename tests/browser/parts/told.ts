import type { Page } from 'playwright-core';

/** What the page is told of each task beside what the server says: of a kind whose submissions the server refuses. */
export async function tellOf(page: Page, told: Readonly<Record<string, unknown>>): Promise<void> {
  await page.route('**/v1/work/next', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (body === '') {
      await route.fulfill({ response });
      return;
    }
    const given = JSON.parse(body) as { readonly assignments: readonly object[] };
    const assignments = given.assignments.map((one) => ({ ...one, ...told }));
    await route.fulfill({ response, json: { ...given, assignments } });
  });
}

interface ToldTask {
  readonly type: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** What the first worker said, and so on. */
  readonly answers: readonly string[];
  readonly consensus: string;
}

/** The same of a task that the customer's page asks for, and of what its workers said. */
export async function tellTask(page: Page, { type, spec, answers, consensus }: ToldTask): Promise<void> {
  await page.route(/\/v1\/tasks\/tsk_[^/?]+(?:\/timeline)?$/, async (route) => {
    const response = await route.fetch();
    const { decision, label_spec, events, ...body } = (await response.json()) as {
      readonly decision: object | null;
      readonly label_spec?: { readonly question: string };
      readonly events?: readonly { readonly event: string; readonly worker: number }[];
    };
    const json = {
      ...body,
      decision: decision === null ? null : { ...decision, consensus_label: consensus },
      ...(label_spec && { task_type: type, label_spec: { question: label_spec.question, ...spec } }),
      ...(events && {
        events: events.map((one) =>
          one.event === 'labelled' ? { ...one, label: answers[one.worker - 1] } : one,
        ),
      }),
    };
    await route.fulfill({ response, json });
  });
}
