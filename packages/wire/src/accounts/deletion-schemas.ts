import { Type } from 'typebox';
import { nullable, timestamp } from '../parts/fields.ts';

const deletionFields = {
  asked_at: timestamp('When it was asked for'),
  erased_from: timestamp('Until then it can be taken back; from then on all that is personal is erased'),
};

export const deletion = Type.Object(deletionFields, { title: 'Deletion' });

/** Null: it was not asked for. */
export const accountDeletion = nullable(Type.Object(deletionFields));
