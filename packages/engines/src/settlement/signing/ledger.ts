import assert from 'node:assert/strict';
import { dataScript, verifyTransaction } from '@asg/chain';
import { addSats, commitmentPushes, type SettlementRecord, sats, type TxOutput } from '@asg/domain';

type Ledger = Pick<
  SettlementRecord,
  'settlementId' | 'purpose' | 'payees' | 'feeSats' | 'feeScript' | 'root' | 'outputs'
>;

/** The outputs that the ledger calls for, in their order; the change follows them. */
export function ledgerOutputs(ledger: Ledger): readonly TxOutput[] {
  if (ledger.purpose !== 'payment') return ledger.outputs;
  const commitment = dataScript(commitmentPushes(ledger.settlementId, Buffer.from(ledger.root, 'hex')));
  const outputs: TxOutput[] = [{ satoshis: sats(0), lockingScript: commitment }];
  for (const payee of ledger.payees) {
    const held = addSats(...payee.outputs.map((output) => output.satoshis));
    assert.equal(held, payee.paidSats, `${payee.workerId}: the outputs do not hold what is paid`);
    outputs.push(...payee.outputs);
  }
  if (ledger.feeSats > 0) {
    assert.ok(ledger.feeScript, 'a platform fee needs an address to go to');
    outputs.push({ satoshis: ledger.feeSats, lockingScript: ledger.feeScript });
  }
  return outputs;
}

/**
 * Reads the signed bytes back and derives every output from the stored ledger a second time; runs each input's script.
 * Throws where anything differs: such a transaction must never leave.
 */
export function assertPaysLedger(settlement: SettlementRecord): void {
  const { settlementId, change } = settlement;
  const verdict = verifyTransaction(settlement.extended);
  assert.ok(verdict.ok, `settlement ${settlementId}: ${verdict.ok ? '' : verdict.reason}`);
  const { transaction, feeSats } = verdict;
  assert.equal(transaction.txid, settlement.txid, `settlement ${settlementId}: another transaction id`);
  assert.equal(feeSats, settlement.minerFeeSats, `settlement ${settlementId}: another fee`);
  const changeOutput =
    change === null ? [] : [{ satoshis: change.satoshis, lockingScript: change.lockingScript }];
  const outputs = [...ledgerOutputs(settlement), ...changeOutput];
  assert.deepEqual(
    transaction.outputs,
    outputs,
    `settlement ${settlementId}: other outputs than the ledger's`,
  );
  if (settlement.withdrawal !== undefined) {
    const held = transaction.inputs.filter((input) => input.source.lockingScript !== change?.lockingScript);
    const heldSats = addSats(...held.map((input) => input.source.satoshis));
    const moved = addSats(...settlement.outputs.map((output) => output.satoshis));
    assert.equal(moved, heldSats, `settlement ${settlementId}: a withdrawal moves what was held, all of it`);
  }
  const owed = addSats(...settlement.payees.flatMap((payee) => [payee.earnedSats, payee.carriedInSats]));
  const booked = addSats(...settlement.payees.flatMap((payee) => [payee.paidSats, payee.carriedOutSats]));
  assert.equal(owed, booked, `settlement ${settlementId}: a payout was lost or made up`);
  const costs = addSats(...settlement.tasks.map((task) => task.costSats));
  const earned = addSats(...settlement.payees.map((payee) => payee.earnedSats), settlement.feeSats);
  assert.equal(costs, earned, `settlement ${settlementId}: costs differ from payouts and fee`);
}
