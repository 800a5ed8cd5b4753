export * from './location.ts';
export * from './object-store.ts';
export * from './port.ts';
