/** Something that one process at a time does, among all that share the store. */
export interface LeaseRecord {
  readonly name: string;
  readonly holder: string;
  /** Fencing token: grows each time the lease changes hands. */
  readonly token: number;
  /** From then on anybody may take it. */
  readonly untilMs: number;
  /** What its holder tells the others. */
  readonly note: string | null;
}

export interface LeaseReader {
  /** Null: nobody ever held it. It may have lapsed: `untilMs`. */
  lease(name: string): Promise<LeaseRecord | null>;
}

export interface LeaseWriter {
  /**
   * Takes a lease that is free, or keeps one's own, for `holdMs` from now; 0 lets it go. Null: another holds it. There are
   * a bounded number of names: none is ever forgotten.
   */
  holdLease(request: HoldLease): Promise<LeaseRecord | null>;
}

export interface HoldLease {
  readonly name: string;
  /** Names the process. */
  readonly holder: string;
  readonly nowMs: number;
  readonly holdMs: number;
  readonly note: string | null;
}

/** The lease after the request; null: another holds it, nothing is changed. */
export function heldLease(
  known: LeaseRecord | null,
  { name, holder, nowMs, holdMs, note }: HoldLease,
): LeaseRecord | null {
  const isOwn = known?.holder === holder;
  if (known !== null && !isOwn && known.untilMs > nowMs) return null;
  const token = known === null ? 1 : isOwn ? known.token : known.token + 1;
  return { name, holder, token, untilMs: nowMs + holdMs, note };
}
