export * from './arc/index.ts';
export * from './bsv/index.ts';
export {
  type Exchange,
  type ExchangeAnswer,
  type ExchangeRequest,
  readAnswer,
} from './exchange/exchange.ts';
export * from './headers/index.ts';
export * from './local/index.ts';
export * from './node/index.ts';
export * from './port.ts';
export * from './posted/posted-transaction.ts';
export * from './whatsonchain/index.ts';
