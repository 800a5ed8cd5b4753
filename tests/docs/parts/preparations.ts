import assert from 'node:assert/strict';
import { TestApi } from '@asg/testing';

/** What a document needs beside a server and an account, and what must have come of it. */
interface Preparation {
  readonly prepare?: (url: string, apiKey: string) => Promise<Record<string, string>>;
  /** `told`: what its blocks printed. */
  readonly check?: (told: string, url: string, apiKey: string) => Promise<void> | void;
}

const better = 'Salt, then cold water.';

export const preparations: Readonly<Record<string, Preparation>> = {
  'docs/kinds.md': {
    prepare: async (url, apiKey) => {
      const customer = new TestApi(url).customer(apiKey);
      const items = [
        { id: 'model-b', data: { text: 'Red wine is made of grapes.' } },
        { id: 'model-a', data: { text: better } },
      ];
      const { task_ids, batch_id } = await customer.tasks.submitBatch([
        {
          type: 'comparison',
          data: { text: 'How?' },
          items,
          label_spec: { question: 'Which?' },
          consensus_threshold: 2,
        },
      ]);
      await customer.tasks.waitForResult(task_ids[0] ?? '');
      return { BATCH: batch_id };
    },
    check: async (told, url, apiKey) => {
      const customer = new TestApi(url).customer(apiKey);
      const ids = [...new Set(told.match(/tsk_\w+/g) ?? [])];
      const results = await Promise.all(ids.map((id) => customer.tasks.waitForResult(id)));
      assert.deepEqual(
        results.map(({ kind, consensus_value: value }) => [kind, value]),
        [
          ['comparison', { item: 'model-a' }],
          ['comparison', { item: 'model-a' }],
          ['multi_label', { options: ['delivery'] }],
          ['rating', 5],
          ['bounding_boxes', { boxes: [{ class: 'car', left: 0, top: 0, width: 5, height: 5 }] }],
          ['text_spans', { spans: [{ start: 0, end: 3, label: 'PERSON' }] }],
        ],
      );
    },
  },
  'docs/models.md': {
    check: (told) => {
      assert.match(told, /right +66\.7 % of 3 \(2\)/);
      assert.match(told, /small-1 +running +0\/1000[\s\S]*is +switched off[\s\S]*is +running/);
      assert.ok(!told.includes('a-key-of-the-endpoint'));
    },
  },
};
