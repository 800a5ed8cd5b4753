import { PushTeller, ServerKeys } from '@asg/push';
import { loneLoop, type ServerParts } from '../server-parts.ts';

const idleMs = 2_000;

/** By which push services know this server. */
export function pushKeysOf({ context, sealer, publicUrl }: ServerParts): ServerKeys {
  return new ServerKeys(context, { sealer: sealer(), subject: publicUrl });
}

/** Tells workers of work, one process at a time. */
export function runPush(parts: ServerParts): void {
  const { context, outbound } = parts;
  const keys = pushKeysOf(parts);
  const { random } = context;
  const teller = new PushTeller(context, { outbound, sealer: parts.sealer(), random, keys });
  loneLoop(parts, 'push', idleMs, async (stop) => {
    // Made at the first start, not when the first worker asks.
    await keys.publicKey();
    return teller.round(stop);
  });
}
