import { Type } from 'typebox';
import { emailAddress, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const usesMax = 500;
const lifeSecondsMax = 90 * 24 * 3600;
const invitationEmail = 'Where it was sent; null: a link that you hand on';

export const inviteBody = requestObject(
  {
    email: maybe(
      emailAddress(
        'A mail with the link goes there, in the language of the request, and it lets one person in. Without it: a link that you hand on',
      ),
    ),
    uses_max: maybe(
      Type.Integer({
        minimum: 1,
        maximum: usesMax,
        description: 'How many people a link that you hand on lets in. Default: 25',
        examples: [25],
      }),
    ),
    expires_in: maybe(
      Type.Integer({
        minimum: 60,
        maximum: lifeSecondsMax,
        description: 'Seconds until it lets nobody in any more; up to 90 days. Default: 7 days',
        examples: [604_800],
      }),
    ),
  },
  { title: 'InviteToPool', examples: [{ email: 'kim@example.com' }, { uses_max: 10 }] },
);

export const poolInvitation = Type.Object(
  {
    invitation_id: id('pin_', 'The invitation'),
    email: nullable(Type.String({ description: invitationEmail, examples: ['kim@example.com'] })),
    uses_max: Type.Integer({ description: 'How many people it lets in', examples: [25] }),
    joined: Type.Array(Type.String(), {
      description: 'Worker ids of those who came in by it',
      examples: [['wrk_01JZ0V4M2Q8E5R7T9Y1U3I5O7P']],
    }),
    link: nullable(
      Type.String({
        description: 'What lets people in; null: it does not any more',
        examples: ['https://asg.example.com/work/join#pin_01…'],
      }),
    ),
    created_at: timestamp('When it was made'),
    expires_at: timestamp('When it ends by itself'),
    revoked_at: nullable(timestamp('When you revoked it')),
  },
  { title: 'PoolInvitation' },
);

export const invitationsQuery = requestObject(pageFields('pin_'));
export const invitationPage = pageOf(poolInvitation, 'PoolInvitationPage');
export const invitationParams = Type.Object({ invitation_id: pathId('pin_', 'The invitation') });

const judgedCount = (description: string, example: number) =>
  Type.Integer({ description, examples: [example] });

const poolMember = Type.Object(
  {
    worker_id: id('wrk_', 'Names them'),
    display_name: nullable(
      Type.String({ description: 'As they call themselves; null: not said yet', examples: ['Kim'] }),
    ),
    joined_at: timestamp('When they joined'),
    labels: judgedCount('Labels that they gave for you as one of your own people', 120),
    agreed: judgedCount('Of labels on decided tasks: those of which the others’ labels said the same', 96),
    disagreed: judgedCount('Those of which the others’ labels said something else', 8),
    agreement: nullable(
      Type.Number({
        description: '`agreed` out of `agreed` and `disagreed`, from 0 to 1; null: neither yet',
        examples: [0.92],
      }),
    ),
    gold_right: judgedCount('Answers on your gold that were right', 14),
    gold_missed: judgedCount('And wrong', 1),
  },
  { title: 'PoolMember', description: 'One of your own people, and how they work' },
);

export const poolMembersQuery = requestObject(pageFields('wrk_'));
export const poolMemberPage = Type.Object(
  {
    data: Type.Array(poolMember, { description: 'By id' }),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'PoolMemberPage' },
);
export const poolMemberParams = Type.Object({ worker_id: pathId('wrk_', 'One of your own people') });

const invitationToken = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What stands behind the # of the link',
});

export const invitationBody = requestObject(
  { token: invitationToken },
  { title: 'PoolLink', examples: [{ token: 'pin_01….3Zb0…' }] },
);

export const invitedTo = Type.Object(
  { organisation: Type.String({ description: 'Who invites', examples: ['Acme Labs'] }) },
  { title: 'InvitedTo' },
);

const workerPool = Type.Object(
  {
    pool_id: id('cust_', 'The organisation'),
    organisation: Type.String({ description: 'Its name', examples: ['Acme Labs'] }),
    joined_at: timestamp('When you joined'),
  },
  { title: 'WorkerPool', description: 'An organisation for which you label as one of its own people' },
);
export const joinedPool = workerPool;
export const workerPools = Type.Object(
  { data: Type.Array(workerPool, { description: '20 at most' }) },
  { title: 'WorkerPools' },
);
export const poolParams = Type.Object({ pool_id: pathId('cust_', 'The organisation') });
