export * from './bsv/index.ts';
export * from './headers/header-chain.ts';
export * from './local/index.ts';
export * from './port.ts';
