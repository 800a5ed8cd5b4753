export {
  HeaderChain,
  type HeaderChainOptions,
  type HeaderChange,
  type HeaderWindowData,
} from './header-chain.ts';
export type { HeaderRefusal, HeaderRefusalCode, PlacedHeader } from './header-rules.ts';
export { HeaderSources, type HeadersFollowed } from './header-sources.ts';
export {
  checkHeaderProof,
  checkProof,
  type ProofClaim,
  type ProofRefusal,
  type ProofResult,
} from './proof-check.ts';
