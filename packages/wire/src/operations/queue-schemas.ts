import { settlementStates } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, id, nullable, timestamp } from '../parts/fields.ts';

const waiting = (description: string) => Type.Integer({ description });

export const queues = Type.Object(
  {
    work: waiting('Tasks that want workers, counted up to 10,000'),
    payment: Type.Object({
      count: waiting('Tasks whose workers are to be paid, counted up to 10,000'),
      oldest_since: nullable(timestamp('Since when the oldest waits; null: none does')),
    }),
    carried: Type.Array(
      Type.Object({
        worker_id: id('wrk_', 'The worker'),
        sats: Type.Integer({ description: 'What waits' }),
        since: timestamp('Since when some of it waits'),
        due_at: timestamp('When it is tried again'),
        problem: nullable(Type.String({ description: 'Why the paymail could not be paid the last time' })),
      }),
      { description: 'Pay that could not be sent to a paymail: the 100 that are tried first' },
    ),
    settlements: Type.Array(
      Type.Object({
        state: choice(settlementStates),
        count: waiting('Counted up to 100'),
      }),
      { description: 'On their way or stuck, by state' },
    ),
  },
  { title: 'Queues' },
);
