import { route } from '../contract.ts';
import { earnings, earningsListQuery, earningsQuery, forfeits, withdrawal, withdrawals } from './schemas.ts';

export const withdraw = route({
  method: 'POST',
  path: '/v1/workers/me/withdraw',
  operationId: 'withdraw',
  tag: 'Workers',
  summary: 'Move what is held for you to your wallet',
  description:
    'All that is held, in a block and yours to move, 90 payments at most, in one transaction; the operator pays the miners. While one is under way, asking again gives that one. What is held because you are new moves by itself once it is free.',
  auth: 'worker',
  limit: 'caller',
  responses: { 202: { description: 'It is under way', schema: withdrawal } },
  errors: ['wallet_needed', 'nothing_to_withdraw', 'pay_on_hold'],
});

export const listWithdrawals = route({
  method: 'GET',
  path: '/v1/workers/me/withdrawals',
  operationId: 'listWithdrawals',
  tag: 'Workers',
  summary: 'What was moved to your wallet',
  auth: 'worker',
  limit: 'caller',
  query: earningsQuery,
  responses: { 200: { description: 'Withdrawals, the newest first', schema: withdrawals } },
  errors: [],
});

export const listForfeits = route({
  method: 'GET',
  path: '/v1/workers/me/forfeits',
  operationId: 'listForfeits',
  tag: 'Workers',
  summary: 'What was held for you and went back to those who paid it',
  description:
    'Where your account was suspended before it was yours, and you did not contest that in time, or your appeal was rejected.',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'Forfeits, the newest first', schema: forfeits } },
  errors: [],
});

export const listEarnings = route({
  method: 'GET',
  path: '/v1/workers/me/earnings',
  operationId: 'listEarnings',
  tag: 'Workers',
  summary: 'What you were paid, payment by payment',
  description:
    'With `year` those of a year alone: a payment is of the year in which its transaction was made, in UTC. What is read is of that year.',
  auth: 'worker',
  limit: 'caller',
  query: earningsListQuery,
  responses: { 200: { description: 'Payments, the newest first', schema: earnings } },
  errors: [],
});
