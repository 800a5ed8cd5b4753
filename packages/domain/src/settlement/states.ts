import { type SettlementState, settlementStates } from '../names.ts';

/** Every legal change of state of a settlement. */
export const legalSettlementTransitions: Readonly<Record<SettlementState, readonly SettlementState[]>> = {
  planned: ['signed'],
  signed: ['broadcasting'],
  broadcasting: ['seen', 'mined', 'unknown', 'contested', 'orphaned', 'failed'],
  unknown: ['broadcasting', 'seen', 'mined', 'contested', 'orphaned', 'failed'],
  seen: ['mined', 'contested', 'orphaned', 'stale', 'unknown'],
  mined: ['final', 'stale'],
  contested: ['seen', 'mined', 'unknown', 'failed'],
  orphaned: ['broadcasting', 'seen', 'mined', 'unknown', 'contested', 'failed'],
  stale: ['broadcasting', 'seen', 'mined', 'unknown', 'contested', 'failed'],
  final: [],
  failed: [],
};

/** Not mined for good yet: still to be followed. */
export const liveSettlementStates: readonly SettlementState[] = settlementStates.filter(
  (state) => state !== 'planned' && state !== 'final' && state !== 'failed',
);

/** Sent or about to be sent, and not known to be with the network now: to be brought there. */
export const unsettledStates: readonly SettlementState[] = [
  'signed',
  'broadcasting',
  'unknown',
  'contested',
  'orphaned',
  'stale',
];
