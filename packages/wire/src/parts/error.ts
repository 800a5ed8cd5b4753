import { type Static, Type } from 'typebox';
import { errorCodes } from '../errors.ts';
import { choice } from './fields.ts';

export const errorDetail = Type.Object(
  {
    field: Type.String({
      description: 'Path of the field, joined by dots',
      examples: ['label_spec.question'],
    }),
    constraint: Type.String({ description: 'The rule that it breaks', examples: ['required'] }),
    message: Type.String({ examples: ['label_spec.question is required'] }),
  },
  { title: 'ErrorDetail' },
);

export const errorBody = Type.Object(
  {
    error: Type.String({ description: 'What is wrong, for people', examples: ['task not found'] }),
    code: choice(errorCodes, { description: 'What is wrong, for programs', examples: ['NOT_FOUND'] }),
    reason: Type.Optional(
      Type.String({
        description:
          'Which of the refusals with this code it is, to be told in the words of another language; left out where fields of its own say it',
        examples: ['task_not_found'],
      }),
    ),
    request_id: Type.String({ description: 'Also in X-Request-Id; quote it when asking for help' }),
    missing_sats: Type.Optional(
      Type.Integer({
        description: 'Satoshis that are missing, where the balance does not cover a submission',
      }),
    ),
    ticket: Type.Optional(
      Type.String({ description: 'Where a log-in wants a code: to send with it, within 10 minutes' }),
    ),
    details: Type.Optional(
      Type.Array(errorDetail, { description: 'Each bad field of a refused request, at most 100' }),
    ),
  },
  { title: 'Error', description: 'What every refused request is answered with.' },
);

export type ErrorDetail = Static<typeof errorDetail>;
export type ErrorBody = Static<typeof errorBody>;
