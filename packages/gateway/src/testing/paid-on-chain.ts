import { LocalChain, SigningKey, sha256 } from '@asg/chain';
import { type SettlementState, sats } from '@asg/domain';
import { type Payee, payeesOf, signBatch } from '@asg/engines';
import type { TestGateway } from './test-gateway.ts';

const treasury = new SigningKey(sha256(Buffer.from('gateway tests: treasury')), 'local');
const rules = { payoutSats: sats(325), feePercent: 0, payoutMinSats: sats(200) };
const laneId = 'lane-1';

/**
 * Pays what is due by one real transaction of a chain in memory, and mines it. The store knows it as seen, until
 * `advance` says more.
 */
export async function payOnChain({
  storage,
  clock,
  context,
}: TestGateway): Promise<{ readonly advance: (to: SettlementState) => Promise<void> }> {
  const nowMs = clock.nowMs();
  await using chain = new LocalChain({ path: ':memory:', now: () => nowMs });
  const funded = chain.fund(treasury.address, sats(1_000_000));
  if (!funded.ok) throw new Error(funded.message);
  const settlementId = context.ids.next('settlement');
  const lane = await storage.lanes.acquire({ laneId, holder: 'test', nowMs, holdMs: 60_000 });
  const { token } = lane!;
  await storage.lanes.hold({ laneId, token, untilMs: nowMs + 60_000, coin: funded.coin });
  const tasks = await storage.settlement.reserve({ settlementId, laneId, token, limit: 100, nowMs });
  if (tasks === 'fenced') throw new Error('another holds the lane');
  const payees = new Map(
    payeesOf(tasks).map((id): [string, Payee] => {
      const { lockingScript } = treasury.deriveHeld(id);
      return [id, { pay: 'script', lockingScript, held: true, carriedSats: sats(0) }];
    }),
  );
  const coins = [funded.coin];
  const plan = { settlementId, laneId, tasks, payees, coins, rules, feeScript: null, lanePosition: 1, nowMs };
  const signed = signBatch({ ...plan, feeRateSatsPerKb: await chain.feeRate() }, treasury);
  if (!signed.ok) throw new Error('the treasury is too low');
  await chain.broadcast(signed.settlement);
  const { header } = chain.mine()!;
  const status = await chain.status(signed.settlement.txid);
  if (status.kind !== 'mined') throw new Error(`not mined: ${status.kind}`);
  const { blockHash, blockHeight, bump } = status;
  const proof = { blockHash, blockHeight, bump, header };
  const stored = await storage.settlement.store({ token, settlement: signed.settlement });
  if (stored !== 'stored') throw new Error(`not stored: ${stored}`);
  const advance = async (to: SettlementState): Promise<void> => {
    const more = to === 'mined' ? { proof } : {};
    const outcome = await storage.settlement.advance({ settlementId, to, nowMs, note: null, ...more });
    if (outcome.kind !== 'advanced') throw new Error(`cannot become ${to}: ${outcome.kind}`);
  };
  await advance('broadcasting');
  await advance('seen');
  return { advance };
}
