import { blockSuite } from './blocks.suite.ts';
import { broadcastSuite } from './broadcast.suite.ts';
import { lookUpSuite } from './look-up.suite.ts';
import type { OpenStage } from './stage.ts';

/** The contract tests of a chain back-end. Run them from a test file, once for each back-end, on a real chain. */
export function chainContract(name: string, open: OpenStage): void {
  broadcastSuite(name, open);
  blockSuite(name, open);
  lookUpSuite(name, open);
}
