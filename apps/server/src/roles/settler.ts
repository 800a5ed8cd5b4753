import { hexOf } from '@asg/chain';
import { DepositWatch } from '@asg/deposits';
import { type ChainServices, HoldRounds, leadAsSettler, Settler, WatchedChain } from '@asg/engines';
import { Withdrawals } from '@asg/people';
import { arcCallbackRoute } from '../chain/arc-callback-route.ts';
import type { ChainSettings } from '../settings/chain-settings.ts';
import { depositRules } from '../settings/deposit-settings.ts';
import { walletChangesOf } from './people/wallet-changes.ts';
import { loneLoop, loop, type Mounts, type ServerParts } from './server-parts.ts';

const payIdleMs = 100;
const deliverIdleMs = 100;
/** New blocks are looked for so often; an index on the internet bears fewer questions than the chain in the program. */
const followIdleMs = { local: 200, other: 2_000 } as const;
/** The same of the addresses of deposits, and of payments that wait for their block. */
const depositIdleMs = { local: 200, other: 2_000 } as const;
const depositPace = {
  local: { pauseMinMs: 500, looksMax: 16, pollMs: 500 },
  other: { pauseMinMs: 5_000, looksMax: 2, pollMs: 10_000 },
} as const;
const noticeMs = 1_000;
const paymailIdleMs = 200;
const holdsIdleMs = 500;
const walletsIdleMs = 500;

/** Pays, where no other process does already: then it stands by. */
export async function runSettler(parts: ServerParts): Promise<Mounts> {
  const { config, context, holder, own, paymail } = parts;
  const leadership = new SettlerLeadership(parts, holder);
  // The others read of a settler before the first round is over, which may wait for the network.
  await leadership.take();
  own.defer(() => leadership.handOver());
  const deliver = loop(parts, 'deliver', deliverIdleMs, async () => {
    const settler = await leadership.take();
    await settler?.deliver();
    return settler === null ? 'stands_by' : false;
  });
  const pay = loop(parts, 'pay', payIdleMs, async (stop) => {
    const settler = await leadership.take();
    if (settler === null) return 'stands_by';
    const hasMade = await orStopped(settler.pay(), stop);
    if (hasMade) deliver.poke();
    return hasMade;
  });
  leadership.onProgress = () => {
    deliver.poke();
    pay.poke();
  };
  const follow = loop(
    parts,
    'follow',
    followIdleMs[parts.network === 'local' ? 'local' : 'other'],
    async (stop) => {
      const settler = await leadership.take();
      return settler === null ? 'stands_by' : orStopped(settler.follow(stop), stop);
    },
  );
  const withdrawals = new Withdrawals(context, config.payoutHold);
  const holds = new HoldRounds(context, {
    rules: config.payoutHold,
    withdraw: (workerId) => withdrawals.requestFor(workerId),
  });
  loneLoop(parts, 'holds', holdsIdleMs, () => holds.round());
  const wallets = walletChangesOf(parts);
  loneLoop(parts, 'wallets', walletsIdleMs, () => wallets.round());
  loop(parts, 'deposits', depositIdleMs[parts.network === 'local' ? 'local' : 'other'], async (stop) => {
    await leadership.take();
    const watch = leadership.depositWatch;
    return watch === null ? 'stands_by' : orStopped(watch.step(stop), stop);
  });
  loneLoop(parts, 'paymail', paymailIdleMs, (stop) => paymail.deliveries.round(stop));
  context.log.debug({ holder }, 'this process can settle');
  const callback = config.chain.kind === 'arc' ? config.chain.callback : null;
  const hint = (txid: string): void => {
    leadership.atWork?.hint(txid);
    follow.poke();
  };
  return callback === null ? [] : [arcCallbackRoute(callback.token, hint, parts.statusWords)];
}

interface AtWork {
  readonly settler: Settler;
  readonly deposits: DepositWatch;
  readonly chain: WatchedChain;
}

/** Leads settlement: one process at a time does, and publishes the state of settlement for the others. */
class SettlerLeadership {
  readonly #parts: ServerParts;
  readonly #holder: string;
  readonly #treasury: ReturnType<ServerParts['treasury']>;
  #taking: Promise<Settler | null> | null = null;
  /** Null while it stands by: its state is outdated then, so a process that takes over builds a new one. */
  #atWork: AtWork | null = null;
  #notice: Parameters<typeof leadAsSettler>[1] | null = null;
  #noticeMs = 0;
  #troubles = '';
  onProgress: () => void = () => {};

  constructor(parts: ServerParts, holder: string) {
    this.#parts = parts;
    this.#holder = holder;
    this.#treasury = parts.treasury();
  }

  get atWork(): Settler | null {
    return this.#atWork?.settler ?? null;
  }

  get depositWatch(): DepositWatch | null {
    return this.#atWork?.deposits ?? null;
  }

  /** The settler, where this process leads; null where another does. All loops share the answer. */
  take(): Promise<Settler | null> {
    this.#taking ??= this.#take().finally(() => {
      this.#taking = null;
    });
    return this.#taking;
  }

  async handOver(): Promise<void> {
    await this.#atWork?.settler.handOver();
    this.#atWork?.chain.retire();
  }

  async #take(): Promise<Settler | null> {
    const { leadership, context } = this.#parts;
    const atWork = this.#atWork ?? this.#newSettler();
    const nowMs = context.clock.nowMs();
    const { status, laneIds } = atWork.settler;
    const conditions = context.conditions.list().filter(({ isShared }) => isShared);
    // A notice with another text is a write: at once for another trouble, for other words about it now and then.
    const troubles = [status.kind, ...conditions.map(({ name }) => name)].join();
    if (troubles !== this.#troubles || this.#notice === null || nowMs >= this.#noticeMs + noticeMs) {
      const { address } = this.#treasury;
      const publicKey = hexOf(this.#treasury.publicKey);
      this.#notice = { process: this.#holder, status, laneIds, address, publicKey, conditions };
      this.#noticeMs = nowMs;
      this.#troubles = troubles;
    }
    const isOurs = await leadAsSettler(leadership, this.#notice);
    if (!isOurs && this.#atWork !== null) {
      this.#atWork.settler.retire();
      this.#atWork.deposits.retire();
      this.#atWork.chain.retire();
    }
    this.#atWork = isOurs ? atWork : null;
    return this.atWork;
  }

  #newSettler(): AtWork {
    const { config, context, paymail } = this.#parts;
    const services = servicesOf(config.chain);
    const chain = new WatchedChain(this.#parts.chain, { conditions: context.conditions, services });
    const settler = new Settler(context, {
      chain,
      treasury: this.#treasury,
      paymail: paymail.destinations,
      rules: {
        payoutSats: config.payoutSats,
        feePercent: config.platformFeePercent,
        payoutMinSats: config.payoutMinSats,
        hold: config.payoutHold,
        feeScript: config.platformFeeScript,
        batchTasksMax: config.settleTasksMax,
        batchWaitMs: config.settleWaitMs,
        feeRateMax: config.feeRateMax,
        lanes: config.settleLanes,
        holder: this.#holder,
        isAlone: this.#parts.isAlone,
      },
    });
    settler.onProgress = () => this.onProgress();
    const rules = { ...depositRules(config), ...depositPace[chain.network === 'local' ? 'local' : 'other'] };
    const { headers } = settler;
    const deposits = new DepositWatch(context, { chain, headers, treasury: this.#treasury, rules });
    return { settler, deposits, chain };
  }
}

/** Who answers what: a broadcaster knows neither coins nor headers, a node knows no addresses. */
function servicesOf({ kind }: ChainSettings): ChainServices {
  const coins = kind === 'local' ? 'provider' : 'look_up';
  const headers = kind === 'arc' ? 'look_up' : 'provider';
  return {
    feeRate: 'provider',
    broadcast: 'provider',
    status: 'provider',
    otherProofs: headers,
    unspent: coins,
    spender: coins,
    transaction: coins,
    tip: headers,
    headers,
  };
}

/** The outcome, or false as soon as the process is to end: the next settler asks the network again. */
async function orStopped(work: Promise<boolean>, stop: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const end = (): void => resolve(false);
  stop.addEventListener('abort', end, { once: true });
  work.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    stop.removeEventListener('abort', end);
  }
}
