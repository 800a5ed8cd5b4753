import { at } from '@asg/values/present';

/** Gathers what is wanted in one turn of the event loop, and sends it together. */
export class Gathered<Wanted, Answer> {
  readonly #send: (wanted: readonly Wanted[]) => Promise<readonly Answer[]>;
  readonly #max: number;
  #waiting: Waiting<Wanted, Answer>[] = [];
  readonly #named = new Map<string, Promise<Answer>>();

  /** `send` answers at most `max` at a time, in order. */
  constructor(max: number, send: (wanted: readonly Wanted[]) => Promise<readonly Answer[]>) {
    this.#max = max;
    this.#send = send;
  }

  /** `name`: what is wanted under the same name in the same turn is the same, and is sent once. */
  add(wanted: Wanted, name?: string): Promise<Answer> {
    const same = name === undefined ? undefined : this.#named.get(name);
    if (same !== undefined) return same;
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ wanted, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    });
    if (name !== undefined) this.#named.set(name, answer);
    return answer;
  }

  #flush(): void {
    const all = this.#waiting;
    this.#waiting = [];
    this.#named.clear();
    for (const page of pagesOf(all, this.#max)) void this.#sendPage(page);
  }

  async #sendPage(page: readonly Waiting<Wanted, Answer>[]): Promise<void> {
    try {
      const answers = await this.#send(page.map(({ wanted }) => wanted));
      page.forEach(({ resolve }, index) => {
        resolve(at(answers, index));
      });
    } catch (error) {
      for (const { reject } of page) reject(error);
    }
  }
}

interface Waiting<Wanted, Answer> {
  readonly wanted: Wanted;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

function pagesOf<Item>(items: readonly Item[], max: number): readonly (readonly Item[])[] {
  const pages: (readonly Item[])[] = [];
  for (let i = 0; i < items.length; i += max) pages.push(items.slice(i, i + max));
  return pages;
}
