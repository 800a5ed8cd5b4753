export {
  HeaderChain,
  type HeaderChainOptions,
  type HeaderChange,
  type HeaderSource,
  type HeaderWindowData,
} from './header-chain.ts';
export type { HeaderRefusal, HeaderRefusalCode, PlacedHeader } from './header-rules.ts';
export {
  checkHeaderProof,
  checkProof,
  type ProofClaim,
  type ProofRefusal,
  type ProofResult,
} from './proof-check.ts';
