export { NodeChain, type NodeOptions, type Outpoint } from './node-chain.ts';
