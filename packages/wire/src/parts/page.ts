import { type TSchema, Type } from 'typebox';
import { nullable } from './fields.ts';

export const pageLimitDefault = 20;
const pageLimitMax = 100;

export const pageLimit = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: pageLimitMax,
    description: `Entries of a page. Default: ${pageLimitDefault}`,
  }),
);

/** `limit` and `cursor` of a list whose cursor is the last id of the page before. */
export const pageFields = (idPrefix: string) => ({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: `^${idPrefix}[0-7][0-9A-HJKMNP-TV-Z]{25}$`,
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});

/** One page of a list, the newest first. */
export const pageOf = <T extends TSchema>(entry: T, title: string) =>
  Type.Object(
    {
      data: Type.Array(entry, { description: 'The newest first' }),
      next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
    },
    { title },
  );
