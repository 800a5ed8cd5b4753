import { submitTaskBody, taskStatus } from '@asg/wire';
import { Type } from 'typebox';

const waitSecondsMax = 3_600;
const ulidForm = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

/** An id and nothing else: it becomes part of an address. */
export const idField = (prefix: string, description: string) =>
  Type.String({ pattern: `^${prefix}${ulidForm}$`, description });

export const taskId = idField('tsk_', 'The task');

export const waitSeconds = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: waitSecondsMax,
    description:
      'Wait up to so long for it; the answer comes as soon as it is there. Default: 0, as it is now',
  }),
);

export const ownKey = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 255,
    description:
      'Your own name for this call. Without one, the same content is the same call: sent again, it is neither done nor paid twice. Give another name to have the same content labelled again',
  }),
);

/** Results go nowhere but to the agent: where else is not the agent's to choose. */
const {
  callback_url: _callbackUrl,
  idempotency_key: _idempotencyKey,
  ...ofTasks
} = submitTaskBody.properties;
export const taskFields = ofTasks;

/** A task as a list tells it. */
export const toldTask = Type.Object({
  task_id: Type.String(),
  status: taskStatus,
  task_type: Type.String(),
  data_url: Type.String(),
  labels_received: Type.Integer(),
  consensus_label: Type.Optional(Type.String({ description: 'Once it is decided' })),
  consensus_value: Type.Optional(Type.Unknown({ description: 'Of a comparison, a multi_label or a rating' })),
  confidence: Type.Optional(Type.Number({ description: '0 to 1' })),
  metadata: Type.Unknown({ description: 'As submitted' }),
});
