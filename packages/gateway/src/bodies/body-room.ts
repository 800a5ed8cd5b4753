/** Bytes of large bodies that are held at once: of one caller, and of all. */
export interface RoomBounds {
  readonly callerBytesMax: number;
  readonly bytesMax: number;
}

interface Caller {
  bytes: number;
  readonly waiting: { readonly bytes: number; readonly enter: () => void }[];
}

/**
 * Room for large bodies in memory. A caller's bodies are read a few at a time, the others wait unread, so that no caller
 * takes up more than its share.
 */
export class BodyRoom {
  readonly #bounds: RoomBounds;
  readonly #callers = new Map<string, Caller>();
  #bytes = 0;

  constructor(bounds: RoomBounds) {
    this.#bounds = bounds;
  }

  /** Of all that are read now. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Calls back when the body may be read, with what gives the room back (any number of times); with null where there is
   * no room at all. Returns what gives the place in the line up.
   */
  enter(name: string, bytes: number, enter: (leave: (() => void) | null) => void): () => void {
    const caller = this.#callers.get(name) ?? { bytes: 0, waiting: [] };
    this.#callers.set(name, caller);
    const admit = (): void => {
      if (this.#bytes + bytes > this.#bounds.bytesMax) {
        this.#forget(name, caller);
        enter(null);
        return;
      }
      caller.bytes += bytes;
      this.#bytes += bytes;
      let isIn = true;
      enter(() => {
        if (!isIn) return;
        isIn = false;
        caller.bytes -= bytes;
        this.#bytes -= bytes;
        this.#next(name, caller);
      });
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
    while (caller.waiting.length > 0 && this.#fits(caller, caller.waiting[0]!.bytes)) {
      caller.waiting.shift()!.enter();
    }
    this.#forget(name, caller);
  }

  #forget(name: string, caller: Caller): void {
    if (caller.bytes === 0 && caller.waiting.length === 0) this.#callers.delete(name);
  }
}
