/** Broadcasts that are held up on their way to the chain, by the chain's own clock. */
export class DelayedBroadcasts<Broadcast> {
  #waiting: { readonly broadcast: Broadcast; readonly atMs: number }[] = [];
  #count = 0;
  #delayMs = 0;

  /** The next `count` broadcasts take `ms`. */
  delay(count: number, ms: number): void {
    this.#count = count;
    this.#delayMs = ms;
  }

  /** True if this broadcast is held up. */
  holds(broadcast: Broadcast, nowMs: number): boolean {
    if (this.#count === 0) return false;
    this.#count -= 1;
    this.#waiting.push({ broadcast, atMs: nowMs + this.#delayMs });
    return true;
  }

  /** Those that have arrived by now, in the order of sending. */
  arrived(nowMs: number): readonly Broadcast[] {
    const end = this.#waiting.findIndex(({ atMs }) => atMs > nowMs);
    const arrived = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
    return arrived.map(({ broadcast }) => broadcast);
  }
}
