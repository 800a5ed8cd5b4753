export { publicLookUpUrl } from './links.ts';
export { LookUp, type LookUpOptions } from './look-up.ts';
