import assert from 'node:assert/strict';
import { type BroadcastOutcome, type Chain, type LocalChain, treasuryKeyFromWif } from '@asg/chain';
import { type SettlementRecord, type SettlementState, sats, settlementStates } from '@asg/domain';
import { Settler } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  SignalBoard,
  systemClock,
  systemRandom,
} from '@asg/runtime';
import type { Storage } from '@asg/storage';

/** Of the frozen folder, a settlement on each: the server that opens it needs as many. */
export const lanes = 12;
/** Due tasks that are needed, one for each settlement. */
export const dueTasks = 9;
/** Blocks in which and upon which a transaction is final. */
const finalDepth = 6;
const storedStates = settlementStates.filter((state) => state !== 'planned');
const rules = {
  payoutSats: sats(325),
  feePercent: 0,
  payoutMinSats: sats(200),
  hold: null,
  feeScript: null,
  batchTasksMax: 1,
  batchWaitMs: 0,
  feeRateMax: 1_000,
  lanes,
  holder: 'frozen',
};
const feeRefusal: BroadcastOutcome = {
  kind: 'rejected',
  code: 66,
  reason: 'mempool min fee not met',
  fault: 'fee',
};

class ProcessEnds extends Error {}

/** Pays due tasks, one by a settlement, and leaves a settlement in every state in which a server can leave one. */
export async function leaveSettlements(parts: {
  readonly storage: Storage;
  readonly local: LocalChain;
  readonly wif: string;
}): Promise<Readonly<Record<string, number>>> {
  const { storage, local, wif } = parts;
  const treasury = treasuryKeyFromWif(wif, 'local');
  assert.ok(treasury.ok);
  const { key } = treasury;
  for (let lane = 0; lane < lanes; lane++) local.fund(key.address, sats(1_000_000));
  local.mine();
  const gate = new Gate(storage);
  let broadcast: Chain['broadcast'] = (sent) => local.broadcast(sent);
  const chain = boundTo<Chain>(local, { broadcast: (sent) => broadcast(sent) });
  const settler = new Settler(contextOf(gate.storage), { chain, treasury: key, rules });
  const pay = async (count: number): Promise<readonly SettlementRecord[]> => {
    const before = new Set((await stored(storage)).map(({ settlementId }) => settlementId));
    gate.open(count);
    for (;;) {
      await settler.round();
      const made = (await stored(storage)).filter(({ settlementId }) => !before.has(settlementId));
      if (made.filter(({ state }) => state === 'seen').length === count) return made;
    }
  };
  const leave = async ({ settlementId }: SettlementRecord, to: SettlementState, note: string) => {
    const outcome = await storage.settlement.advance({ settlementId, to, nowMs: systemClock.nowMs(), note });
    assert.equal(outcome.kind, 'advanced', to);
  };

  broadcast = async () => {
    broadcast = (sent) => local.broadcast(sent);
    return feeRefusal;
  };
  await pay(1);
  for (let block = 0; block < finalDepth; block++) {
    local.mine();
    await settler.round();
  }
  const [stale] = await pay(2);
  local.mine();
  await settler.round();
  const [unknown, contested, orphaned] = await pay(4);

  // The process ends while it sends two more: one is on its way, the other not even that.
  broadcast = () => Promise.reject(new ProcessEnds());
  gate.open(2);
  gate.endAfterAdvances(1);
  await assert.rejects(settler.round(), ProcessEnds);

  // What the network did to four others is known, and nothing was done about it yet.
  local.reorganise(1);
  local.evict(unknown!.txid);
  await leave(stale!, 'stale', 'its block is no longer in the chain');
  await leave(unknown!, 'unknown', 'no answer');
  await leave(contested!, 'contested', 'other spenders: not named');
  await leave(orphaned!, 'orphaned', 'refused, -25: Missing inputs');
  const counts: Record<string, number> = {};
  for (const { state } of await stored(storage)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

const stored = (storage: Storage) => storage.settlement.inStates(storedStates, 10_000);

/** Lets only so many payments be planned, and can end the process at a write. */
class Gate {
  readonly storage: Storage;
  #left = 0;
  #advances = Number.POSITIVE_INFINITY;

  constructor(storage: Storage) {
    const settlement = boundTo(storage.settlement, {
      paymentQueue: async (...asked) => (this.#left > 0 ? storage.settlement.paymentQueue(...asked) : null),
      store: async (request) => {
        const outcome = await storage.settlement.store(request);
        if (outcome === 'stored' && request.settlement.replaces === null) this.#left--;
        return outcome;
      },
      advance: async (request) => {
        if (request.to === 'broadcasting' && this.#advances-- <= 0) throw new ProcessEnds();
        return storage.settlement.advance(request);
      },
    });
    this.storage = boundTo<Storage>(storage, { settlement });
  }

  open(count: number): void {
    this.#left = count;
  }

  endAfterAdvances(count: number): void {
    this.#advances = count;
  }
}

/** The part itself, but for these methods. */
function boundTo<T extends object>(part: T, instead: Partial<T>): T {
  return new Proxy(part, {
    get: (target, name) => {
      if (Object.hasOwn(instead, name)) return instead[name as keyof T];
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function contextOf(storage: Storage): EngineContext {
  const ids = new IdMint(systemClock, systemRandom);
  const log = createLogger('silent');
  const conditions = new Conditions({ clock: systemClock, log });
  return {
    storage,
    clock: systemClock,
    random: systemRandom,
    ids,
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    log,
    signals: new SignalBoard(),
    conditions,
  };
}
