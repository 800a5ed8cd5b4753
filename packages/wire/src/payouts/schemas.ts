import { type Static, Type } from 'typebox';
import { choice, id, nullable, requestObject, timestamp } from '../parts/fields.ts';

export const earningsQuery = requestObject({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default: 20' })),
  cursor: Type.Optional(
    Type.String({
      pattern: '^stl_[0-7][0-9A-HJKMNP-TV-Z]{25}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});

export const earningsListQuery = requestObject({
  ...earningsQuery.properties,
  summary: Type.Optional(Type.Boolean({ description: 'true: with `summary`' })),
  year: Type.Optional(
    Type.Integer({ minimum: 2020, maximum: 9998, description: 'Payments of this year alone, in UTC' }),
  ),
});

const paySummary = Type.Object(
  {
    pending_sats: Type.Integer({ description: 'Held for you because you are new: not yours to move yet' }),
    matured_sats: Type.Integer({
      description: 'Yours, and not at your wallet yet: held without a wallet, or carried to a later payment',
    }),
    paid_sats: Type.Integer({ description: 'Sent to your wallet' }),
    matures_at: nullable(
      timestamp(
        'When what is pending is yours at the latest; null: nothing is, or your account is suspended',
      ),
    ),
    hourly: nullable(
      Type.Object(
        {
          sats: Type.Integer({ description: 'Earned in an hour of work' }),
          labels: Type.Integer({ description: 'Labels that it is computed of' }),
          worked_seconds: Type.Integer({
            description:
              'From label to label, without breaks of more than 5 minutes; the first label, and the first after a break, count as the average of the others',
          }),
          earned_sats: Type.Integer({ description: 'What was paid for labels since the first of them' }),
          since: timestamp('When the first of them was given'),
        },
        {
          title: 'HourlyPay',
          description:
            'Of your latest 500 labels of the last 30 days; null: they are less than ten minutes of work. Labels that are not decided yet count as time, and not as pay yet',
        },
      ),
    ),
  },
  { title: 'PaySummary', description: 'All in all; null where it was not asked for' },
);

const earning = Type.Object(
  {
    settlement_id: id('stl_', 'The settlement'),
    txid: Type.String({ description: 'The transaction that paid' }),
    labels: Type.Integer({ description: 'Labels of yours that it pays' }),
    earned_sats: Type.Integer({ description: 'What these labels earned' }),
    paid_sats: Type.Integer({ description: 'What was sent, with what was carried before' }),
    pending: Type.Boolean({
      description:
        'Held for you and not yours to move yet, because you are new: see `pay_hold` of your account',
    }),
    made_at: timestamp('When its transaction was made: that decides of which year it is'),
    at: timestamp('When it was paid'),
    explorer_url: Type.String({ description: 'Where a person can look at the transaction' }),
  },
  { title: 'Earning' },
);

export const earnings = Type.Object(
  {
    data: Type.Array(earning, { description: 'The newest first' }),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
    summary: nullable(paySummary),
  },
  { title: 'Earnings' },
);

export const withdrawal = Type.Object(
  {
    withdrawal_id: id('stl_', 'The withdrawal'),
    status: choice(['pending', 'sent', 'confirmed', 'refused'], {
      description: 'sent: the network has it. confirmed: it is in a block.',
    }),
    sats: nullable(
      Type.Integer({ description: 'What your wallet gets: all of it, the operator pays the miners' }),
    ),
    txid: nullable(Type.String({ description: 'The transaction; null: it is not made yet' })),
    explorer_url: nullable(Type.String({ description: 'Where a person can look at the transaction' })),
    problem: nullable(Type.String({ description: 'Why it was refused: mend it and ask again' })),
    at: timestamp('When it was asked for, or made'),
  },
  { title: 'Withdrawal' },
);

export const withdrawals = Type.Object(
  {
    data: Type.Array(withdrawal, { description: 'The newest first' }),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'Withdrawals' },
);

const forfeit = Type.Object(
  {
    forfeit_id: id('stl_', 'The forfeit'),
    status: choice(['pending', 'sent', 'confirmed'], {
      description: 'sent: the network has it, and customers have their parts. confirmed: it is in a block',
    }),
    sats: nullable(Type.Integer({ description: 'What went back; null: it is not made yet' })),
    txid: nullable(Type.String({ description: 'The transaction; null: it is not made yet' })),
    explorer_url: nullable(Type.String({ description: 'Where a person can look at the transaction' })),
    suspension_reason: nullable(
      Type.String({
        description:
          'Why your account was suspended before this was yours; null: it is not suspended any more',
      }),
    ),
    at: timestamp('When it was asked for'),
  },
  { title: 'Forfeit' },
);

export const forfeits = Type.Object(
  { data: Type.Array(forfeit, { description: 'The newest first, 20 at most' }) },
  { title: 'Forfeits' },
);

export type Earnings = Static<typeof earnings>;
export type Withdrawal = Static<typeof withdrawal>;
export type Withdrawals = Static<typeof withdrawals>;
