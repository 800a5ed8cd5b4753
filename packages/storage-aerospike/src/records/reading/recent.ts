import { LRUCache } from 'lru-cache';
import type { Kind, Stored } from '../document.ts';

const documentsMax = 5_000;
/** Of their JSON, in all: a task's item and answers may be long. */
const charsMax = 16 * 1024 * 1024;
/** A guess counts this much for what is thought of the next. */
const weight = 1 / 50;
/** While guesses are wrong more often than right, one of so many is made, to hear whether that has changed. */
const triedEach = 20;

/**
 * Documents as this process wrote them last: what they are now where nobody else has written them since. A write on that
 * condition needs no look before it; where others are quicker too often, as with several gateways, it looks first.
 */
export class Recent {
  readonly #byRecord = new LRUCache<string, Stored<unknown>>({
    max: documentsMax,
    maxSize: charsMax,
  });
  #rightShare = 1;
  #asked = 0;

  /** What to try a change of the document on; undefined: nothing is known, or it would likely be wrong. */
  guess<State>(kind: Kind<State>, id: string): Stored<State> | undefined {
    if (kind.isRemembered !== true) return undefined;
    if (this.#rightShare < 0.5 && ++this.#asked % triedEach !== 0) return undefined;
    return this.known(kind, id);
  }

  /** As it was when this process wrote it last; undefined: it did not, or long ago. */
  known<State>(kind: Kind<State>, id: string): Stored<State> | undefined {
    return this.#byRecord.get(nameOf(kind, id)) as Stored<State> | undefined;
  }

  heard(isRight: boolean): void {
    this.#rightShare += ((isRight ? 1 : 0) - this.#rightShare) * weight;
  }

  /** `chars`: of its JSON. */
  wrote<State>(kind: Kind<State>, stored: Stored<State>, chars: number): void {
    if (kind.isRemembered === true) this.#byRecord.set(nameOf(kind, stored.id), stored, { size: chars });
  }

  forget<State>(kind: Kind<State>, id: string): void {
    this.#byRecord.delete(nameOf(kind, id));
  }
}

const nameOf = ({ name }: { readonly name: string }, id: string): string => `${name}:${id}`;
