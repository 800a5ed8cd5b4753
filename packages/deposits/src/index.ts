export * from './deposits.ts';
export * from './refunds.ts';
export * from './watch/deposit-watch.ts';
