import { Type } from 'typebox';
import { nullable, timestamp } from '../parts/fields.ts';

/** What labels came to. */
export const decision = nullable(
  Type.Object(
    {
      consensus_label: Type.String({ examples: ['cat'] }),
      confidence: Type.Number({ description: '0 to 1', examples: [0.6666666666666666] }),
      agreement_count: Type.Integer({ description: 'Labels that say so', examples: [2] }),
      worker_count: Type.Integer({ description: 'Labels in all', examples: [3] }),
      decided_at: timestamp('When it was decided'),
    },
    { description: 'What its labels came to; null: it is not decided' },
  ),
);
