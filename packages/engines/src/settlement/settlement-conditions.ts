import type { Sats } from '@asg/domain';
import type { Conditions } from '@asg/runtime';

/** The state of settlement, for the operator. */
export type SettlerStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'treasury_too_low'; readonly missingSats: Sats; readonly address: string }
  | { readonly kind: 'lane_held_elsewhere' }
  | { readonly kind: 'unresolved'; readonly settlementId: string; readonly note: string };

type Lack = Extract<SettlerStatus, { readonly kind: 'treasury_too_low' }>;

/** Conditions of settlement, which every process reports. */
const names = {
  treasury: 'treasury',
  unresolved: 'settlement_unresolved',
  following: 'settlement_following',
  notMined: 'not_mined',
  headers: 'block_headers',
} as const;

/** What is wrong with settlement now; each cause is named as a condition, and cleared when it is over. */
export class SettlementConditions {
  readonly #conditions: Conditions;
  /** Not with the network and waiting, by id: at most a page of the settler's. */
  readonly #unresolved = new Map<string, string>();
  #isHeldElsewhere = false;
  #lack: Lack | null = null;
  /** Treasury moves that are open and lack funds, by id. */
  readonly #moveLacks = new Map<string, Lack>();
  #isRetired = false;

  constructor(conditions: Conditions) {
    this.#conditions = conditions;
  }

  get status(): SettlerStatus {
    if (this.#isHeldElsewhere) return { kind: 'lane_held_elsewhere' };
    const lack = this.#lack ?? this.#moveLack?.[1];
    if (lack !== undefined) return lack;
    const [first] = this.#unresolved;
    if (first === undefined) return { kind: 'running' };
    return { kind: 'unresolved', settlementId: first[0], note: first[1] };
  }

  heldElsewhere(isHeld: boolean): void {
    this.#isHeldElsewhere = isHeld;
    this.#tellTreasury();
  }

  tooLow(missingSats: Sats, address: string): void {
    this.#lack = { kind: 'treasury_too_low', missingSats, address };
    this.#tellTreasury();
  }

  funded(): void {
    this.#lack = null;
    this.#tellTreasury();
  }

  /** This move waits for funds, whatever is paid meanwhile. */
  moveTooLow(settlementId: string, missingSats: Sats, address: string): void {
    this.#moveLacks.set(settlementId, { kind: 'treasury_too_low', missingSats, address });
    this.#tellTreasury();
  }

  /** These are the moves that are still to be made. */
  openMoves(settlementIds: ReadonlySet<string>): void {
    const over = [...this.#moveLacks.keys()].filter((id) => !settlementIds.has(id));
    for (const id of over) this.#moveLacks.delete(id);
    if (over.length > 0) this.#tellTreasury();
  }

  waits(settlementId: string, note: string): void {
    this.#unresolved.set(settlementId, note);
    this.#tellUnresolved();
  }

  resolved(settlementId: string): void {
    if (this.#unresolved.delete(settlementId)) this.#tellUnresolved();
  }

  /** These are all that are not with the network. */
  unsettled(settlementIds: ReadonlySet<string>): void {
    for (const id of this.#unresolved.keys()) if (!settlementIds.has(id)) this.resolved(id);
  }

  /** `failing`: settlements that cannot be followed now, by id, with why. */
  following(failing: readonly (readonly [settlementId: string, reason: string])[]): void {
    const last = failing.at(-1);
    const text = last && `${count(failing.length, 'settlement')} cannot be followed, ${last[0]}: ${last[1]}`;
    this.#report(names.following, text ?? null);
  }

  /** Seen by the network, and in none of so many blocks. */
  notMined(settlements: number, oldestId: string | null, blocks: number): void {
    const text = `${count(settlements, 'settlement')} seen by the network and in none of ${blocks} blocks, the oldest ${oldestId}`;
    this.#report(names.notMined, settlements === 0 ? null : text);
  }

  /** Why block headers are not taken; null: they are. */
  headers(refusal: string | null): void {
    this.#report(names.headers, refusal);
  }

  /** Another process settles from now on: it reports what is wrong. Steps still under way here report nothing. */
  retire(): void {
    if (this.#isRetired) return;
    this.#isRetired = true;
    for (const name of Object.values(names)) this.#conditions.clear(name);
  }

  get #moveLack(): readonly [settlementId: string, lack: Lack] | undefined {
    const [first] = this.#moveLacks;
    return first;
  }

  #tellTreasury(): void {
    const move = this.#moveLack;
    const lack = this.#lack ?? move?.[1];
    const purpose = this.#lack === null && move ? `treasury move ${move[0]}` : 'the next batch';
    const held = this.#isHeldElsewhere ? 'another settler holds the treasury lane; this one waits' : null;
    const low =
      lack && `the treasury lacks ${lack.missingSats} satoshis for ${purpose}: fund ${lack.address}`;
    this.#report(names.treasury, held ?? low ?? null);
  }

  #tellUnresolved(): void {
    const [first] = this.#unresolved;
    const more = this.#unresolved.size - 1;
    const others = more > 0 ? ` (and ${more} more)` : '';
    const text = first && `settlement ${first[0]}${others} is not on the network yet: ${first[1]}`;
    this.#report(names.unresolved, text ?? null);
  }

  #report(name: string, detail: string | null): void {
    if (this.#isRetired) return;
    if (detail === null) this.#conditions.clear(name);
    else this.#conditions.report(name, { severity: 'degraded', detail, isShared: true });
  }
}

function count(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`;
}
