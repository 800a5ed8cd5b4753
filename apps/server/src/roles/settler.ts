import { Settler, takeSettlerPost } from '@asg/engines';
import { arcCallbackRoute } from '../arc-callback-route.ts';
import { loneLoop, loop, type Mounts, type ServerParts } from './server-parts.ts';

const settleIdleMs = 100;
const paymailIdleMs = 200;

/** Pays, where no other process does already: then it stands by. */
export async function runSettler(parts: ServerParts, holder: string): Promise<Mounts> {
  const { config, leases, own, paymail } = parts;
  const treasury = parts.treasury();
  const { address } = treasury;
  /** Null while it stands by: what it knows then is old, so whoever takes over begins anew. */
  let atWork: Settler | null = null;

  const shared = () => parts.context.conditions.list().filter(({ isShared }) => isShared);

  const takePost = async (): Promise<Settler | null> => {
    const settler = atWork ?? newSettler(parts, treasury, holder);
    const { status, laneIds } = settler;
    atWork = (await takeSettlerPost(leases, { status, laneIds, address, conditions: shared() }))
      ? settler
      : null;
    return atWork;
  };
  // The others read of a settler before the first round is over, which may wait for the network.
  await takePost();
  own.defer(() => atWork?.handOver());
  loop(parts, 'settle', settleIdleMs, async () => (await takePost())?.round() ?? false);
  loneLoop(parts, 'paymail', paymailIdleMs, (stop) => paymail.deliveries.round(stop));
  const callback = config.chain.kind === 'arc' ? config.chain.callback : null;
  return callback === null
    ? []
    : [arcCallbackRoute(callback.token, (txid) => atWork?.hint(txid), parts.statusWords)];
}

function newSettler(
  { config, context, chain, paymail }: ServerParts,
  treasury: ReturnType<ServerParts['treasury']>,
  holder: string,
): Settler {
  return new Settler(context, {
    chain,
    treasury,
    paymail: paymail.destinations,
    rules: {
      payoutSats: config.payoutSats,
      feePercent: config.platformFeePercent,
      payoutMinSats: config.payoutMinSats,
      feeScript: config.platformFeeScript,
      batchTasksMax: config.settleTasksMax,
      batchWaitMs: config.settleWaitMs,
      feeRateMax: config.feeRateMax,
      lanes: config.settleLanes,
      holder,
    },
  });
}
