import { Type } from 'typebox';
import { accountDeletion } from '../accounts/deletion-schemas.ts';
import { choice, maybe, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { proofFields } from './factor-schemas.ts';

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

export const accountParams = Type.Object({
  account_id: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'A worker, a person of the Console, or an organisation',
    examples: ['wrk_01HZZZZZZZZZZZZZZZZZZZZZZZ'],
  }),
});

/** What a session of the Console asks for. */
export const leaverParams = Type.Object({
  leaver: choice(['me', 'organisation'], {
    description: 'You, or the organisation that this session is in',
  }),
});

export const exportOwnBody = requestObject(proofFields, {
  title: 'ExportOwnData',
  examples: [{ password: 'correct horse battery' }],
});

export const setDeletionBody = requestObject(
  {
    wanted: Type.Boolean({ description: 'false: it stays after all, for which no proof is needed' }),
    ...proofFields,
  },
  { title: 'SetDeletion', examples: [{ wanted: true, password: 'correct horse battery' }] },
);

export const ownDeletion = Type.Object(
  { deletion: accountDeletion },
  { title: 'OwnDeletion', description: '`deletion` null: it stays' },
);

export const deleteAccountBody = requestObject(
  {
    at_once: maybe(Type.Boolean({ description: 'true: without the 14 days in which it can be taken back' })),
  },
  { title: 'DeleteAccount', examples: [{ at_once: true }] },
);

export const accountDeletionProgress = Type.Object(
  {
    asked_at: nullable(timestamp('When it was asked for; null: it is done, and nothing more is known')),
    erased_from: timestamp('From then on all that is personal is erased'),
    erased_at: nullable(timestamp('When it was; null: it is not yet')),
  },
  { title: 'DeletionProgress' },
);
