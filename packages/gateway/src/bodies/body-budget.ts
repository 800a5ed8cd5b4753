/** Bytes of large bodies that are held at once: of one caller, and of all. */
export interface RoomBounds {
  readonly callerBytesMax: number;
  readonly bytesMax: number;
  /** As many are kept for a body at least, of which nothing has arrived yet. */
  readonly bytesMin: number;
}

/** What a body holds. */
export interface Place {
  /** So many bytes have arrived in all. False: there is no room for them. */
  grow(bytes: number): boolean;
  /** Gives all of it back, any number of times. */
  leave(): void;
}

interface Caller {
  bytes: number;
  readonly waiting: { readonly bytes: number; readonly enter: () => void }[];
}

/**
 * The memory budget for large bodies. A caller's bodies are read a few at a time, counted by what they may become, and the others wait
 * unread, so that no caller takes up more than its share. All callers' together are counted by what has arrived: a client that announces
 * a body and does not send it blocks no other.
 */
export class BodyBudget {
  readonly #bounds: RoomBounds;
  readonly #callers = new Map<string, Caller>();
  #bytes = 0;

  constructor(bounds: RoomBounds) {
    this.#bounds = bounds;
  }

  /** Of all that are read now, as far as they have arrived. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Calls back when the body, of so many bytes at most, may be read; with null where there is no room at all. Returns what
   * gives the place in the line up.
   */
  enter(name: string, bytes: number, enter: (place: Place | null) => void): () => void {
    const caller = this.#callers.get(name) ?? { bytes: 0, waiting: [] };
    this.#callers.set(name, caller);
    const admit = (): void => {
      let held = 0;
      let isIn = true;
      const grow = (arrived: number): boolean => {
        const more = arrived - held;
        if (more <= 0) return true;
        if (!isIn || this.#bytes + more > this.#bounds.bytesMax) return false;
        held = arrived;
        this.#bytes += more;
        return true;
      };
      if (!grow(Math.min(bytes, this.#bounds.bytesMin))) {
        this.#forget(name, caller);
        enter(null);
        return;
      }
      caller.bytes += bytes;
      const leave = (): void => {
        if (!isIn) return;
        isIn = false;
        caller.bytes -= bytes;
        this.#bytes -= held;
        this.#next(name, caller);
      };
      enter({ grow, leave });
    };
    if (caller.waiting.length === 0 && this.#fits(caller, bytes)) {
      admit();
      return () => {};
    }
    const place = { bytes, enter: admit };
    caller.waiting.push(place);
    return () => {
      const at = caller.waiting.indexOf(place);
      if (at === -1) return;
      caller.waiting.splice(at, 1);
      this.#next(name, caller);
    };
  }

  /** The first of a caller always does. */
  #fits(caller: Caller, bytes: number): boolean {
    return caller.bytes === 0 || caller.bytes + bytes <= this.#bounds.callerBytesMax;
  }

  #next(name: string, caller: Caller): void {
    for (
      let [next] = caller.waiting;
      next !== undefined && this.#fits(caller, next.bytes);
      [next] = caller.waiting
    ) {
      caller.waiting.shift();
      next.enter();
    }
    this.#forget(name, caller);
  }

  #forget(name: string, caller: Caller): void {
    if (caller.bytes === 0 && caller.waiting.length === 0) this.#callers.delete(name);
  }
}
