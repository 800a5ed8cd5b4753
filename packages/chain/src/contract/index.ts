export { chainContract } from './chain-contract.ts';
export { type ChainStage, type OpenStage, type Payment, payment } from './stage.ts';
