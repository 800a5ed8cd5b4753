import type { PayeeRecord, SettlementRecord } from '../settlement/settlement.ts';

/** `live`: the settlement may still be followed by another that says the same, so that it is to be asked again. */
export type ForgetPaymailOutcome = 'forgotten' | 'live';

/**
 * The settlement without the paymail of a worker who is erased; null: it may not be changed yet. A text of the same length takes
 * its place, so that a batch that is stored in pieces keeps them. The very same where there is nothing to erase.
 */
export function withoutPaymail(settlement: SettlementRecord, workerId: string): SettlementRecord | null {
  const { payees, withdrawal } = settlement;
  const isTheirs = (payee: Pick<PayeeRecord, 'workerId' | 'paymail'>): boolean =>
    payee.workerId === workerId && payee.paymail !== undefined && !isMasked(payee.paymail.address);
  const isInWithdrawal = withdrawal !== undefined && isTheirs(withdrawal);
  if (!isInWithdrawal && !payees.some(isTheirs)) return settlement;
  if (settlement.state !== 'final' && settlement.state !== 'failed') return null;
  return {
    ...settlement,
    payees: payees.map((payee) => (isTheirs(payee) ? masked(payee) : payee)),
    ...(isInWithdrawal && { withdrawal: masked(withdrawal) }),
  };
}

const mask = 'x';
const isMasked = (text: string): boolean => text === mask.repeat(text.length);

function masked<Payee extends Pick<PayeeRecord, 'paymail'>>(payee: Payee): Payee {
  if (payee.paymail === undefined) return payee;
  const { address, reference } = payee.paymail;
  return { ...payee, paymail: { address: maskOf(address), reference: maskOf(reference) } };
}

/** Of the same length as it is stored, where a character may be written as several. */
function maskOf(text: string): string {
  const quotes = 2;
  return mask.repeat(JSON.stringify(text).length - quotes);
}
