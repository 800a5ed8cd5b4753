import { type ReceiptReport, verifyReceipt } from '@asg/sdk';
import { Type } from 'typebox';
import { addTool } from '../tool.ts';
import { taskId } from './fields.ts';
import type { Kit } from './kit.ts';

const hints = { reads: true, repeatable: true };
const textMax = 1_000_000;
const closed = { additionalProperties: false };

const report = Type.Object({
  ok: Type.Boolean({ description: 'Every step passed' }),
  failed: Type.Union([Type.String(), Type.Null()], { description: 'The first step that failed' }),
  mined: Type.Boolean({ description: 'The transaction is shown to be in a block' }),
  warnings: Type.Array(Type.String()),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      ok: Type.Union([Type.Boolean(), Type.Null()]),
      detail: Type.String(),
    }),
  ),
});
const receiptOutput = Type.Object({
  receipt: Type.String({ description: 'The file, to keep byte for byte' }),
  verification: report,
});
const verifyInput = Type.Object(
  {
    receipt: Type.String({ minLength: 1, maxLength: textMax, description: 'The text of the file' }),
    task_id: Type.Optional(taskId),
    consensus_label: Type.Optional(Type.String({ description: 'The label it must prove' })),
  },
  closed,
);

const told = ({ receipt: _receipt, ...others }: ReceiptReport) => others;

/** The proof of a label, from the server. */
export function addReceipts({ server, client }: Kit): void {
  addTool(
    server,
    'get_receipt',
    {
      title: 'The receipt of a settled task',
      description:
        'The proof that the label was paid for, verified here, offline, against what the server says of the task. Once it is settled.',
      ...hints,
    },
    { input: Type.Object({ task_id: taskId }, closed), output: receiptOutput },
    async ({ task_id }, { signal }) => {
      const receipt = await client.tasks.receiptText(task_id, { signal });
      const task = await client.tasks.get(task_id, { signal });
      const expected = { taskId: task_id, consensusLabel: task.decision?.consensus_label };
      return { receipt, verification: told(verifyReceipt(receipt, { expected })) };
    },
  );
}

/** The check of a proof, which takes neither server nor key. */
export function addVerification({ server }: Pick<Kit, 'server'>): void {
  addTool(
    server,
    'verify_receipt',
    {
      title: 'Verify a receipt',
      description: 'Checks a receipt with nothing but its own content.',
      ...hints,
    },
    { input: verifyInput, output: report },
    async ({ receipt, task_id, consensus_label }) =>
      told(verifyReceipt(receipt, { expected: { taskId: task_id, consensusLabel: consensus_label } })),
  );
}
