import { depositPaymentStates, networks } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

/** All there will ever be of the currency. */
const satsMax = 2_100_000_000_000_000;
/** Of a posted transaction, with its ancestors, in hex. */
const transactionHexMax = 1_000_000;

const depositPayment = Type.Object(
  {
    txid: Type.String({ description: 'The transaction that pays' }),
    vout: Type.Integer({ description: 'Which of its outputs' }),
    sats: Type.Integer({ description: 'What it holds', examples: [100_000] }),
    status: choice(depositPaymentStates, {
      description:
        'waiting: not in a block, or not deep enough. credited: in your balance; it is waiting again if its block is taken back. too_small: below `minimum_sats`, not credited. lost: the network does not know it any more',
    }),
    confirmations: Type.Integer({
      description: 'Blocks on top of it, its own counted, when it was last looked at',
    }),
    found_at: timestamp('When it was found'),
    credited_at: nullable(timestamp('When it came into your balance')),
    explorer_url: Type.String({ description: 'Where a person can look at the transaction' }),
  },
  { title: 'DepositPayment' },
);

export const deposit = Type.Object(
  {
    deposit_id: id('dep_', 'The deposit'),
    network: choice(networks, { description: 'The network to pay on; only main is real money' }),
    address: Type.String({ description: 'Pay here, as often as you like: whatever arrives is yours' }),
    payment_uri: Type.String({
      description: 'The same with the amount, for wallets; also as a QR code',
      examples: ['bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?sv&amount=0.001'],
    }),
    amount_sats: nullable(
      Type.Integer({ description: 'What you said that you will pay', examples: [100_000] }),
    ),
    minimum_sats: Type.Integer({ description: 'A payment of less is not credited' }),
    confirmations_needed: Type.Integer({
      description: 'Blocks, its own counted, from which on a payment is in your balance',
    }),
    credited_sats: Type.Integer({ description: 'Of the payments shown, what is in your balance now' }),
    payments: Type.Array(depositPayment, { description: 'At most 100' }),
    created_at: timestamp('When it was asked for'),
    expires_at: timestamp('From then on it is looked at less often; payments are credited all the same'),
  },
  { title: 'Deposit' },
);

export const openDepositBody = requestObject(
  {
    amount_sats: maybe(
      Type.Integer({
        minimum: 1,
        maximum: satsMax,
        description: 'What you mean to pay, for the payment URI; another sum is credited as well',
        'x-must': `be a whole number of satoshis from 1 to ${satsMax}`,
      }),
    ),
  },
  { title: 'OpenDeposit', examples: [{ amount_sats: 100_000 }] },
);
export const depositParams = Type.Object({ deposit_id: pathId('dep_', 'The deposit') });
export const depositsQuery = requestObject(pageFields('dep_'));
export const deposits = pageOf(deposit, 'Deposits');

export const postTransactionBody = requestObject(
  {
    transaction: Type.String({
      minLength: 20,
      maxLength: transactionHexMax,
      pattern: '^(?:[0-9a-fA-F]{2})+$',
      description:
        'The signed transaction, hex: as BEEF (BRC-62, 95, 96) or in extended format (BRC-30); raw, where the network has it already',
      'x-must': `be hex digits, two for each byte, ${transactionHexMax} at most`,
    }),
  },
  { title: 'PostTransaction' },
);

export const refund = Type.Object(
  {
    refund_id: id('stl_', 'The refund, and the settlement that it becomes'),
    customer_id: id('cust_', 'Whose money it is'),
    sats: Type.Integer({ description: 'What the customer gets; the operator pays the miners' }),
    address: Type.String({ description: 'Where it goes' }),
    status: choice(['requested', 'refused', 'made', 'sent', 'confirmed'], {
      description: 'made: taken from the balance and signed. sent: the network has it. confirmed: in a block',
    }),
    txid: nullable(Type.String()),
    explorer_url: nullable(Type.String()),
    refusal: nullable(Type.String({ description: 'Why it was not made' })),
    requested_at: timestamp('When it was asked for'),
  },
  { title: 'Refund' },
);
export const refundBody = requestObject(
  {
    sats: Type.Integer({
      minimum: 1,
      maximum: satsMax,
      description: 'At most what is free in the balance',
      'x-must': `be a whole number of satoshis from 1 to ${satsMax}`,
    }),
    address: Type.String({ minLength: 1, maxLength: 100, description: 'A P2PKH address of the network' }),
  },
  { title: 'RefundCustomer', examples: [{ sats: 50_000, address: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT' }] },
);
export const refundParams = Type.Object({ customer_id: pathId('cust_', 'The customer') });
export const refundsQuery = requestObject(pageFields('stl_'));
export const refunds = pageOf(refund, 'Refunds');
