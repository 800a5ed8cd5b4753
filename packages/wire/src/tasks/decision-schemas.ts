import { Type } from 'typebox';
import { nullable, timestamp } from '../parts/fields.ts';
import { valueField } from '../parts/kinds.ts';

/** What labels came to. */
export const decision = nullable(
  Type.Object(
    {
      consensus_label: Type.String({ examples: ['cat'] }),
      consensus_value: valueField,
      confidence: Type.Number({ description: '0 to 1', examples: [0.6666666666666666] }),
      agreement_count: Type.Integer({
        description: 'Labels that say so, or are near enough to be paid',
        examples: [2],
      }),
      worker_count: Type.Integer({ description: 'Labels in all', examples: [3] }),
      decided_at: timestamp('When it was decided'),
    },
    { description: 'What its labels came to; null: it is not decided' },
  ),
);
