import { actorKinds, trailActions, trailOutcomes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, givenMoment, id, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { pageLimit } from '../parts/page.ts';

const someId = (description: string) =>
  Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description, examples: ['key_01JRCZ8Q4M3V7T5N9K2H6X0WAB'] }),
  );

const filterFields = {
  action: Type.Optional(choice(trailActions, { description: 'Only what was done so' })),
  outcome: Type.Optional(choice(trailOutcomes, { description: 'Only what came out so' })),
  actor_id: someId('Only what this key, person or worker did'),
  object_id: someId('Only what was done to this'),
  since: Type.Optional(givenMoment('Only from then on')),
  until: Type.Optional(givenMoment('Only before')),
};
const ofOwner = someId('Only of the trail of this organisation or worker; `house`: of the operator’s own');

const pageQuery = {
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9A-Za-z_ ]{12,80}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
};
const exportFields = {
  format: Type.Optional(choice(['jsonl', 'csv'], { description: 'Default: jsonl' })),
};

export const auditLogQuery = requestObject({ ...pageQuery, ...filterFields });
export const adminAuditLogQuery = requestObject({ ...pageQuery, ...filterFields, owner_id: ofOwner });
export const auditLogExportQuery = requestObject({ ...exportFields, ...filterFields });
export const adminAuditLogExportQuery = requestObject({
  ...exportFields,
  ...filterFields,
  owner_id: ofOwner,
});

const filter = Type.Object(filterFields);
export type AuditLogFilterQuery = Static<typeof filter>;

const facts = (description: string) =>
  nullable(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      description,
      examples: [{ tier: 'scale' }],
    }),
  );
const hash = (description: string) => Type.String({ description, examples: ['5f2c…'] });

export const auditLogEntry = Type.Object(
  {
    owner_id: id('cust_', 'Whose trail it stands in'),
    number: Type.Integer({ description: 'Its place in the trail, from 1, without a gap' }),
    at: timestamp('When'),
    action: choice(trailActions, { description: 'What' }),
    outcome: choice(trailOutcomes, {
      description:
        'done. refused: a password or token was wrong. unknown: it was begun and never said to be done; it may have been',
    }),
    actor: nullable(
      Type.Object(
        {
          kind: choice(actorKinds),
          id: nullable(
            Type.String({
              description: 'Null: the operator by their token, or the system',
              examples: ['key_01JRCZ8Q4M3V7T5N9K2H6X0WAB'],
            }),
          ),
        },
        { description: 'Who; null: not known' },
      ),
    ),
    object_id: nullable(
      Type.String({ description: 'To what', examples: ['key_01JRCZ8Q4M3V7T5N9K2H6X0WAC'] }),
    ),
    network: nullable(
      Type.String({
        description:
          'Address that it came from, of IPv6 the /64; null: the server’s own machine, not known, erased, or the operator’s',
        examples: ['203.0.113.7'],
      }),
    ),
    request_id: nullable(Type.String({ description: '`X-Request-Id` of the request' })),
    before: facts('What of it was before, where that is known'),
    after: facts('What of it is after'),
    texts: facts('What people had typed'),
    erased: Type.Boolean({
      description: 'What it said of people was erased, and stands there as hashes alone',
    }),
    previous_hash: hash('`hash` of the entry before; zeros for the first'),
    hash: hash('SHA-256 of the entry’s text, hex; `canonical` of an export in jsonl is the text'),
  },
  { title: 'AuditLogEntry' },
);

export const auditLogPage = Type.Object(
  {
    data: Type.Array(auditLogEntry, { description: 'The newest first' }),
    next_cursor: nullable(
      Type.String({
        description:
          'For the next page; null: this is the last. With filters a page may be short, or empty, and have a next one',
      }),
    ),
  },
  { title: 'AuditLogPage' },
);
