import { blockPromises } from './block-promises.ts';
import { broadcastPromises } from './broadcast-promises.ts';
import { lookUpPromises } from './look-up-promises.ts';
import type { OpenStage } from './stage.ts';

/** What every chain back-end promises. Run it from a test file, once for each back-end, on a real chain. */
export function chainContract(name: string, open: OpenStage): void {
  broadcastPromises(name, open);
  blockPromises(name, open);
  lookUpPromises(name, open);
}
