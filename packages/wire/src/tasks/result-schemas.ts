import { consensusCrowds, resultMoments } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { errorBody } from '../parts/error.ts';
import { choice, id, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { kindField, unitsField, valueField } from '../parts/kinds.ts';
import { expiryReason } from './item-schemas.ts';
import { labelSpec } from './label-spec-schemas.ts';
import { contribution } from './prediction-schemas.ts';
import { keptReview } from './review-schemas.ts';

/** Longest wait for a decision, in seconds. */
export const waitSecondsMax = 60;

export const resultQuery = requestObject({
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: waitSecondsMax,
      description: 'Seconds to wait for the outcome; the answer comes the moment it is known',
    }),
  ),
  until: Type.Optional(
    choice(resultMoments, {
      description: 'What `wait` waits for: the consensus (default), or the payment as well',
    }),
  ),
  include: Type.Optional(
    choice(['units'], { description: 'units: what the value was decided by, for kinds other than choice' }),
  ),
});

export const resultHeaders = Type.Object({
  prefer: Type.Optional(
    Type.String({ description: '`wait=N` works as the query does (RFC 7240)', examples: ['wait=30'] }),
  ),
});

export const resultPending = Type.Object(
  {
    status: choice(['in_progress']),
    message: Type.String({ examples: ['Task is still being labeled.'] }),
  },
  { title: 'ResultPending' },
);

const txid = nullable(
  Type.String({ description: 'Transaction that pays the workers; null before', examples: ['abc123…'] }),
);
const settledAt = nullable(timestamp('When the payment was made; null before'));

export const result = Type.Object(
  {
    task_id: id('tsk_', 'The task'),
    status: choice(['verified', 'settled'], { description: 'settled: the agreeing workers are paid' }),
    kind: kindField,
    consensus_label: Type.String({
      description: 'Of a kind other than choice: its value as one text',
      examples: ['cat'],
    }),
    consensus_value: valueField,
    units: unitsField,
    confidence: Type.Number({ description: '0 to 1', examples: [0.6666666666666666] }),
    worker_count: Type.Integer({ description: 'Labels that were counted', examples: [3] }),
    agreement_count: Type.Integer({
      description: 'Labels equal to the consensus label, or near enough to be paid',
      examples: [2],
    }),
    crowd: Type.Optional(
      choice(consensusCrowds, {
        description:
          'Whose labels the consensus is of. own: your own people alone gave them; mixed: they and the public crowd. Not there: the public crowd',
      }),
    ),
    unpaid_count: Type.Optional(
      Type.Integer({
        description:
          'Labels equal to the consensus label that have no payout: of your own people, who are unpaid. Not there: none',
        examples: [2],
      }),
    ),
    predictions: contribution,
    review: keptReview,
    label_spec: labelSpec,
    settlement: Type.Object({
      bsv_txid: txid,
      total_cost_sats: nullable(
        Type.Integer({ description: 'Payouts and fee, in satoshis', examples: [1000] }),
      ),
      settled_at: settledAt,
    }),
    bsv_txid: txid,
    created_at: timestamp('When the task was accepted'),
    settled_at: settledAt,
    explorer_url: nullable(Type.String({ description: 'Where a person can look at the transaction' })),
  },
  { title: 'Result' },
);

export const resultGone = Type.Object(
  {
    ...errorBody.properties,
    task_id: id('tsk_', 'The task'),
    status: choice(['expired', 'cancelled']),
    reason: Type.Optional(expiryReason),
    labels_received: Type.Integer({ examples: [3] }),
    label_counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'Labels that arrived, by option',
      examples: [{ cat: 1, dog: 2 }],
    }),
    review: keptReview,
  },
  { title: 'ResultGone', description: 'The task ended without a consensus label.' },
);

export type ResultPending = Static<typeof resultPending>;
export type Result = Static<typeof result>;
export type ResultGone = Static<typeof resultGone>;
