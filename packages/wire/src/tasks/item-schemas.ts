import { expiryReasons } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, maybe, requestObject, timestamp } from '../parts/fields.ts';

export const submittedUrl = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'https URL of the image or text to label, or `asset://…` of an asset of yours',
  examples: ['https://example.com/image.jpg'],
});

export const submittedData = requestObject(
  {
    text: Type.String({
      minLength: 1,
      description: 'Up to 64 KiB of UTF-8; the worker sees it unchanged, with its line breaks',
      examples: ['The delivery took three weeks.'],
    }),
  },
  {
    title: 'SubmittedData',
    description:
      'The item itself in place of `data_url`; it becomes an asset: `data_url` is then `asset://…`',
  },
);

/** What a comparison compares. */
export const submittedItems = Type.Array(
  requestObject(
    {
      id: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Your name for it; no worker is told',
        examples: ['model-a'],
      }),
      data_url: maybe(submittedUrl),
      data: maybe(submittedData),
    },
    { title: 'ComparedItem', description: 'By a URL or by value, one of both' },
  ),
  {
    minItems: 2,
    maxItems: 6,
    description:
      'comparison: what is compared. `data_url` or `data` of the task is then what is shown above them, e.g. a prompt, and may be left out',
  },
);

/** A request without the item itself, or items to compare, has its URL. That it has one of both alone is a rule of items. */
export const urlUnlessData = {
  if: {
    anyOf: [
      { properties: { data: {} }, required: ['data'] },
      { properties: { items: {} }, required: ['items'] },
    ],
  },
  else: { properties: { data_url: {} }, required: ['data_url'] },
};

export const contentDeletedAt = Type.Optional(
  timestamp('When its content was deleted: `data_url` is empty since then'),
);

export const expiryReason = choice(expiryReasons, {
  description: 'Why it expired, where that was neither its deadline nor its labels',
});

export const itemUnseen = Type.Object(
  {
    shown: Type.Literal(false),
    reason: Type.String({ examples: ['its host answered 404'] }),
  },
  {
    description:
      'There where the server could not fetch or decode the item when it looked last; workers get the task all the same',
  },
);
