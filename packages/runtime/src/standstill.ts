/** What a look at the beats of the event loop found. */
export type Look =
  | { readonly kind: 'goes_on' }
  /** `toTell`: it has just become a standstill, or doubled since it was last told. */
  | {
      readonly kind: 'silent';
      readonly looks: number;
      readonly isStandstill: boolean;
      readonly toTell: boolean;
    }
  | { readonly kind: 'over'; readonly looks: number };

/**
 * Judges whether an event loop stands still from looks at a number that grows as long as it goes on. Looks are counted, not
 * time: while a machine is suspended, or a process stopped, nobody looks either.
 */
export class StandstillMeter {
  readonly #looksMin: number;
  #last: number | null = null;
  #silent = 0;
  #tellAt: number;

  /** So many looks in a row without a beat are a standstill. */
  constructor(looksMin: number) {
    this.#looksMin = looksMin;
    this.#tellAt = looksMin + 1;
  }

  look(beats: number): Look {
    if (beats !== this.#last) {
      const looks = this.#silent;
      this.#last = beats;
      this.#silent = 0;
      this.#tellAt = this.#looksMin + 1;
      return looks >= this.#looksMin ? { kind: 'over', looks } : { kind: 'goes_on' };
    }
    const looks = ++this.#silent;
    // One look later, so that the stack has had the time to come.
    const toTell = looks === this.#tellAt;
    if (toTell) this.#tellAt = looks * 2;
    return { kind: 'silent', looks, isStandstill: looks >= this.#looksMin, toTell };
  }
}
