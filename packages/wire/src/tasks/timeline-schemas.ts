import { labelBegins } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, nullable, timestamp } from '../parts/fields.ts';
import { kindField, valueField } from '../parts/kinds.ts';
import { taskStatus } from './schemas.ts';

export const timeline = Type.Object(
  {
    task_id: id('tsk_', 'The task'),
    status: taskStatus,
    kind: kindField,
    label_counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'Labels that arrived, by option',
      examples: [{ cat: 2, dog: 1 }],
    }),
    decision: nullable(
      Type.Object({
        consensus_label: Type.String({ examples: ['cat'] }),
        consensus_value: valueField,
        confidence: Type.Number({ description: '0 to 1', examples: [0.6666666666666666] }),
        agreement_count: Type.Integer({ examples: [2] }),
        worker_count: Type.Integer({ examples: [3] }),
      }),
    ),
    settlement: nullable(
      Type.Object({
        settlement_id: id('stl_', 'The batch that it was paid with'),
        bsv_txid: Type.String(),
        explorer_url: Type.String({ description: 'Where a person can look at the transaction' }),
        total_cost_sats: Type.Integer({ description: 'Payouts and fee', examples: [650] }),
      }),
    ),
    events: Type.Array(
      Type.Object({
        at: timestamp('When it happened'),
        event: choice(['created', 'claimed', 'labelled', 'verified', 'expired', 'cancelled', 'settled']),
        worker: nullable(
          Type.Integer({ description: 'Who, as a number that means something on this task alone' }),
        ),
        label: nullable(Type.String({ description: 'Of labelled and verified', examples: ['cat'] })),
        value: valueField,
        began: Type.Optional(
          choice(labelBegins, {
            description:
              'Of labelled, where workers begin with marks of a model: start: this one did. empty: this one did not, as one in 64. Not there: the task has no start',
          }),
        ),
      }),
      { description: 'The oldest first. Claims that came to nothing are not kept' },
    ),
  },
  { title: 'Timeline' },
);

export type Timeline = Static<typeof timeline>;
