import { Type } from 'typebox';
import { nullable, timestamp } from '../parts/fields.ts';

export const currency = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'ISO 4217',
  examples: ['EUR'],
  'x-must': 'be three capital letters (ISO 4217), e.g. EUR',
});

export const workerMoney = Type.Object(
  {
    currencies: Type.Array(currency, {
      description: 'Those that there is a rate of; mostly none or a few',
    }),
    rate: nullable(
      Type.Object(
        {
          currency,
          per_bsv: Type.Number({
            description: 'So much is one BSV worth, 100,000,000 satoshis',
            examples: [18.4],
          }),
          at: timestamp('When it was so'),
          source: Type.String({ description: 'Who says so', examples: ['Kraken'] }),
        },
        { title: 'ExchangeRate' },
      ),
    ),
  },
  {
    title: 'WorkerMoney',
    description:
      'What satoshis are worth in their currency, as the operator says; `rate` null: the operator says nothing of it that is less than a week old',
  },
);
