/** Something that one process at a time does, among all that share the store. */
export interface LeadershipRecord {
  readonly name: string;
  readonly holder: string;
  /** Fencing token: grows each time another process takes over. */
  readonly token: number;
  /** From then on any process may take it. */
  readonly untilMs: number;
  /** What the leader wants the other processes to read. */
  readonly note: string | null;
}

/** The record after the request; null: another process leads, nothing is changed. */
export function heldLeadership(
  known: LeadershipRecord | null,
  { name, holder, nowMs, holdMs, note }: HoldLeadership,
): LeadershipRecord | null {
  const isOwn = known?.holder === holder;
  if (known !== null && !isOwn && known.untilMs > nowMs) return null;
  const token = known === null ? 1 : isOwn ? known.token : known.token + 1;
  return { name, holder, token, untilMs: nowMs + holdMs, note };
}

export interface HoldLeadership {
  readonly name: string;
  /** Names the process. */
  readonly holder: string;
  readonly nowMs: number;
  readonly holdMs: number;
  readonly note: string | null;
}
