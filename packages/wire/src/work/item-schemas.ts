import { itemSizes } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, requestObject } from '../parts/fields.ts';

const item = Type.String({ format: 'binary', description: 'The bytes of the item' });
const contentTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'text/plain',
];
/** The answers of a route that gives an item. */
export const itemResponses = {
  200: { description: 'The item', schema: item, contentTypes, streams: true },
  206: { description: 'The part that was asked for', schema: item, contentTypes, streams: true },
  304: { description: 'You have it already' },
} as const;
export const itemQuery = requestObject({
  item: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'Of a comparison: which of its items, for workers by its place, `1` and so on, for others by its `id`. Without it: what is shown above them; for others, where nothing is, the first',
    }),
  ),
  size: Type.Optional(
    choice(itemSizes, {
      description: '`thumbnail`: a picture of 320 pixels at most, for lists; a text comes as it is',
    }),
  ),
});
export const itemErrors = [
  'range_not_satisfiable',
  'media_unavailable',
  'media_unsupported',
  'media_too_large',
] as const;
