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

/** Where each state leaves a settlement. under_way: to be brought to the network. followed: until it is mined for good. */
const places: Readonly<Record<SettlementState, 'to_come' | 'under_way' | 'followed' | 'final' | 'dead'>> = {
  planned: 'to_come',
  signed: 'under_way',
  broadcasting: 'under_way',
  unknown: 'under_way',
  seen: 'followed',
  mined: 'followed',
  final: 'final',
  contested: 'under_way',
  orphaned: 'under_way',
  stale: 'under_way',
  failed: 'dead',
};
const statesIn = (...wanted: readonly (typeof places)[SettlementState][]): readonly SettlementState[] =>
  settlementStates.filter((state) => wanted.includes(places[state]));

/** Not mined for good yet: still to be followed. */
export const liveSettlementStates = statesIn('under_way', 'followed');
/** Sent or about to be sent, and not known to be with the network now: to be brought there. */
export const unsettledStates = statesIn('under_way');
/** The network has it, and it may still leave. */
export const followedStates = statesIn('followed');
/** The network has it. */
export const onNetworkStates = statesIn('followed', 'final');
