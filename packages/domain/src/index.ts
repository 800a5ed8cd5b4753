export * from './money/sats.ts';
export * from './settlement/coin.ts';
