import { Type } from 'typebox';
import { settlementStateNames } from './admin.ts';
import { choice, nullable, timestamp } from './kit.ts';

const waiting = (description: string) => Type.Integer({ description });

export const queues = Type.Object(
  {
    work: waiting('Tasks that want workers, counted up to 10,000'),
    payment: Type.Object({
      count: waiting('Tasks whose workers are to be paid, counted up to 10,000'),
      oldest_since: nullable(timestamp('Since when the oldest waits; null: none does')),
    }),
    settlements: Type.Array(
      Type.Object({
        state: choice(settlementStateNames),
        count: waiting('Counted up to 100'),
      }),
      { description: 'On their way or stuck, by state' },
    ),
  },
  { title: 'Queues' },
);
