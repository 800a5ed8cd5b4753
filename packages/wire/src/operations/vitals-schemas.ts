import { Type } from 'typebox';
import { nullable, requestObject, timestamp } from '../parts/fields.ts';

const figure = (description: string) => Type.Number({ description, examples: [0] });

const vitalPoint = Type.Object(
  {
    processes: Type.Integer({ description: 'That measured', examples: [1] }),
    requests_per_second: figure('Answers, of all processes'),
    failed_per_minute: figure('Answers with a status of 500 or more'),
    p95_ms: nullable(figure('95 of 100 requests were answered within so long; null: none came')),
    labels_per_minute: figure('Labels that were taken'),
    event_loop_delay_ms: figure('99 of 100 turns of the event loop were no later'),
    memory_bytes: figure('Of the largest process'),
    disk_free_bytes: nullable(figure('Left where the data folder is; null: not known')),
    work: figure('Tasks that want workers, counted up to 10,000'),
    payment: figure('Tasks whose workers are to be paid, counted up to 10,000'),
    payment_lag_seconds: figure('Since when the oldest of them waits'),
    webhook_endpoints: figure('With deliveries under way, counted up to 100'),
    webhook_lag_seconds: figure('By how much the latest delivery is late'),
  },
  { title: 'VitalPoint', description: 'Rates are means of the step, all else is as bad as it got in it' },
);

export const vitals = Type.Object(
  {
    from: timestamp('When the first step begins'),
    step_seconds: Type.Integer({ description: 'Length of a step', examples: [300] }),
    points: Type.Array(nullable(vitalPoint), {
      description: 'One for each step, in order; null: nothing was measured, the server was not there',
    }),
  },
  { title: 'Vitals' },
);

export const vitalsQuery = requestObject({
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24, description: 'The last ones. Default: 24' })),
});
