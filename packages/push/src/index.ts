export { type PushDevices, Pushes } from './pushes.ts';
export { ServerKeys } from './server-keys.ts';
export { PushTeller } from './teller.ts';
