export * from './address.ts';
export * from './failure.ts';
export * from './paymail-client.ts';
export * from './srv.ts';
