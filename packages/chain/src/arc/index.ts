export type { ArcReport } from './answers.ts';
export { ArcChain, type ArcOptions } from './arc-chain.ts';
export { parseArcCallback } from './callback.ts';
export { UnknownWords } from './unknown-words.ts';
