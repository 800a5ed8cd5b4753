import { levelWords } from '@asg/domain/levels';
import { trustLevels } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import {
  choice,
  emailAddress,
  id,
  languageTag,
  maybe,
  nullable,
  requestObject,
  timestamp,
} from '../parts/fields.ts';
import { accountDeletion } from './deletion-schemas.ts';
import { currency, workerMoney } from './money-schemas.ts';

export const newPassword = Type.String({ minLength: 8, maxLength: 128, description: '8 to 128 characters' });
const accepted = (description: string) => Type.Literal(true, { description });

export const registerWorkerBody = requestObject(
  {
    email: emailAddress('Unique among workers, whatever its case'),
    password: newPassword,
    adult: accepted('You are at least 18 years old'),
    terms_accepted: accepted('You accept the terms of work'),
  },
  {
    title: 'RegisterWorker',
    examples: [
      { email: 'kim@example.com', password: 'correct horse battery', adult: true, terms_accepted: true },
    ],
  },
);

export const loginBody = requestObject(
  {
    email: emailAddress('As registered'),
    // Any length: whether a password could exist is nobody's business.
    password: Type.String({ minLength: 1, maxLength: 1024 }),
  },
  { title: 'LogIn' },
);

export const workerSession = Type.Object(
  {
    worker_id: id('wrk_', 'The worker'),
    token: Type.String({
      description: 'Bearer token; the cookie asg_worker carries the same',
      examples: ['wst_…'],
    }),
    expires_at: timestamp('When the session ends'),
  },
  { title: 'WorkerSession' },
);

const countryCode = Type.String({
  pattern: '^[A-Z]{2}$',
  description: 'ISO 3166-1 alpha-2',
  examples: ['DE'],
  'x-must': 'be two capital letters (ISO 3166-1 alpha-2), e.g. DE',
});

export const profileBody = requestObject(
  {
    display_name: Type.String({
      minLength: 2,
      maxLength: 50,
      pattern: '\\S.*\\S',
      description: 'How you are called here',
      examples: ['Kim'],
      'x-must': 'have at least 2 characters that are not blanks',
    }),
    country: countryCode,
    primary_language: languageTag('BCP 47: the language you know best'),
    languages: maybe(
      Type.Array(languageTag('BCP 47'), { maxItems: 20, description: 'More languages you can label in' }),
    ),
    phone: maybe(
      Type.String({
        minLength: 5,
        maxLength: 40,
        pattern: '^ *\\+?[0-9(][0-9 ()./-]{3,}$',
        description:
          'Kept encrypted, and shown to you alone. Left out: as it was. Null: there is none any more',
        examples: ['+49 30 1234567'],
        'x-must': 'be a telephone number of digits, blanks and + - ( ) . /, 5 to 40 characters',
      }),
    ),
    currency: maybe(
      Type.String({
        ...currency,
        description:
          'In which you are also told what you earn, ISO 4217. Left out: as it was. Null: that of your country',
      }),
    ),
    sensitive: maybe(
      Type.Boolean({
        description:
          'true: you also take items that may disturb, such as violence. Left out or null: as it was, at first false',
      }),
    ),
  },
  {
    title: 'SetProfile',
    examples: [{ display_name: 'Kim', country: 'DE', primary_language: 'de', languages: ['en'] }],
  },
);

export const walletBody = requestObject(
  {
    address: maybe(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'P2PKH address that you are paid at; null, without a paymail: earnings are held for you',
      }),
    ),
    paymail: maybe(
      Type.String({
        minLength: 2,
        maxLength: 320,
        description: 'In place of an address: a paymail, or a $handle, which is handle@handcash.io',
        examples: ['kim@example.com'],
      }),
    ),
    password: maybe(
      Type.String({
        minLength: 1,
        maxLength: 1024,
        description: 'Needed where you logged in more than 15 minutes ago',
      }),
    ),
  },
  {
    title: 'SetWallet',
    examples: [{ address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn' }, { paymail: '$kim' }],
    'x-unknown': { handle: 'is sent as paymail, with its dollar sign: {"paymail": "$kim"}' },
  },
);

export const stopWalletBody = requestObject(
  {
    token: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'What stands behind the # of the link in the mail',
    }),
  },
  { title: 'StopWallet', examples: [{ token: '3Zb0…' }] },
);

export const stoppedWallet = Type.Object(
  {
    sets_password: Type.Boolean({
      description: 'Whether the same link sets a new password',
      examples: [true],
    }),
  },
  { title: 'StoppedWallet' },
);

const profile = Type.Object(
  {
    display_name: Type.String({ examples: ['Kim'] }),
    country: Type.String({ examples: ['DE'] }),
    primary_language: Type.String({ description: 'BCP 47, lower case', examples: ['de'] }),
    languages: Type.Array(Type.String(), { description: 'BCP 47, lower case' }),
    phone: nullable(Type.String({ examples: ['+49 30 1234567'] })),
    currency: nullable(
      Type.String({
        description: 'The currency that they chose; null: that of their country',
        examples: ['EUR'],
      }),
    ),
    sensitive: Type.Boolean({ description: 'Takes items that may disturb', examples: [false] }),
  },
  { title: 'WorkerProfile' },
);

/** Null: nothing of theirs is held. */
export const payHold = Type.Object(
  {
    pending_sats: Type.Integer({
      description: 'Paid to an address held for you, in `held_sats` too, and not yours to move yet',
    }),
    right_answers_missing: Type.Integer({
      description:
        'So many more right answers to tasks whose answer is known are enough; counted now and then',
    }),
    until: nullable(
      timestamp('When waiting alone is enough; null: your account is suspended, no time is enough'),
    ),
    contest_until: nullable(
      timestamp(
        'Until when to contest your suspension, or else it goes back to who paid it; null: you are not suspended',
      ),
    ),
    reason: Type.String({ description: 'Why it is held, for a person to read' }),
  },
  { description: 'What new workers earn is held at first; null: nothing of yours is' },
);

export const worker = Type.Object(
  {
    worker_id: id('wrk_', 'The worker'),
    email: Type.String({ examples: ['kim@example.com'] }),
    email_verified: Type.Boolean({ description: 'A link that was sent there was followed' }),
    new_email: nullable(
      Type.String({ description: 'What it becomes once the link that was sent there is followed' }),
    ),
    status: choice(['active', 'suspended']),
    suspension: nullable(
      Type.Object({
        reason: Type.String({ description: 'Why there is no work for you' }),
        since: timestamp('When it began'),
      }),
    ),
    trust: Type.Object(
      {
        level: choice(
          trustLevels.filter((level) => level !== 'review'),
          { description: 'By how your answers come out, a while after they did. new: little is known yet' },
        ),
        reason: Type.String({
          description: 'Why, for a person to read; the same words for everybody of this level',
          examples: [levelWords.new.reason],
        }),
      },
      { title: 'ShownTrust' },
    ),
    profile: nullable(profile),
    money: workerMoney,
    wallet: Type.Object({
      wanted: Type.Boolean({
        description: 'There is none, and enough is held for you that it pays to set one',
      }),
      address: nullable(Type.String({ description: 'P2PKH address that you are paid at' })),
      paymail: nullable(
        Type.String({ description: 'Paymail that you are paid at; null as well: earnings are held for you' }),
      ),
      problem: nullable(
        Type.Object({
          reason: Type.String({ description: 'Why your paymail could not be paid the last time' }),
          at: timestamp('When it was tried'),
          waits_since: nullable(timestamp('Since when pay of yours waits for it; null: none does')),
          retry_at: nullable(
            timestamp('When what waits is sent anew; after some days it is held for you, to withdraw'),
          ),
        }),
      ),
      pending: nullable(
        Type.Object(
          {
            address: nullable(Type.String({ description: 'P2PKH address, or null for a paymail' })),
            paymail: nullable(Type.String({ description: 'Paymail, or null for an address' })),
            asked_at: timestamp('When it was asked for'),
            from: timestamp('When it comes into force; until then it stays as it is'),
          },
          { title: 'PendingWallet', description: 'Where you asked to be paid next; null: nothing waits' },
        ),
      ),
    }),
    totals: Type.Object({
      labels: Type.Integer({ description: 'Labels given' }),
      paid_labels: Type.Integer(),
      paid_sats: Type.Integer(),
      carried_sats: Type.Integer({
        description:
          'Earned and not sent yet, for being too little or for a paymail that failed: goes with a later payment',
      }),
      held_sats: Type.Integer({ description: 'Paid to an address held for you: withdraw it to your wallet' }),
    }),
    pay_hold: nullable(payHold),
    deletion: accountDeletion,
    created_at: timestamp('When the account was made'),
  },
  { title: 'Worker' },
);

export type RegisterWorkerBody = Static<typeof registerWorkerBody>;
export type LogInBody = Static<typeof loginBody>;
export type ProfileBody = Static<typeof profileBody>;
export type WalletBody = Static<typeof walletBody>;
export type WorkerSession = Static<typeof workerSession>;
export type Worker = Static<typeof worker>;
