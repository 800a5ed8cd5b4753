import { Type } from 'typebox';
import { maybe, nullable, requestObject, timestamp } from '../parts/fields.ts';

const password = maybe(
  Type.String({
    minLength: 1,
    maxLength: 1024,
    description: 'Needed where you logged in more than 15 minutes ago',
  }),
);

export const confirmedBody = requestObject(
  { password },
  { title: 'Confirmed', examples: [{ password: 'correct horse battery' }] },
);

export const stayBody = requestObject(
  {
    token: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'What stands behind the # of the link in the mail',
    }),
  },
  { title: 'Stay', examples: [{ token: '3Zb0…' }] },
);

export const deleteWorkerBody = requestObject(
  {
    at_once: maybe(
      Type.Boolean({ description: 'true: without the 14 days in which the worker can take it back' }),
    ),
  },
  { title: 'DeleteWorker', examples: [{ at_once: true }] },
);

export const workerDeletion = Type.Object(
  {
    asked_at: nullable(timestamp('When it was asked for; null: it is done, and nothing more is known')),
    erased_from: timestamp('From then on all that is personal is erased'),
    erased_at: nullable(timestamp('When it was; null: it is not yet')),
  },
  { title: 'DeletionProgress' },
);
