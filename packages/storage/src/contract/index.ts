export { recordSuite, recordSuiteNouns } from '../records/records.suite.ts';
export {
  aCoin,
  aCustomer,
  anOrder,
  aSettlement,
  aWorker,
  IdSource,
  payoutRules,
  startMs,
} from './builders.ts';
export { Stage } from './stage.ts';
export { type ContractNetwork, type OpenStorage, storageContract } from './storage-contract.ts';
export { addGold, meetGold } from './trust-stage.ts';
