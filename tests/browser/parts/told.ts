import type { Page } from 'playwright-core';

interface ToldTask {
  readonly type: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** What the first worker said, and so on. */
  readonly answers: readonly string[];
  readonly consensus: string;
}

/** What the customer's page is told of a task and of its workers' answers, beside what the server says. */
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
