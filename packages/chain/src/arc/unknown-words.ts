const WORDS_MAX = 100;
const WORD_LENGTH_MAX = 64;

/** Tells each status word that is not known once, at most a hundred of them: a provider may send a new one each time. */
export class UnknownWords {
  readonly #told = new Set<string>();
  readonly #tell: (word: string) => void;

  constructor(tell: (word: string) => void) {
    this.#tell = tell;
  }

  heard(word: string): void {
    if (this.#told.size >= WORDS_MAX) return;
    const short = word.slice(0, WORD_LENGTH_MAX).replaceAll(/[^\x20-\x7e]/g, '?');
    if (this.#told.has(short)) return;
    this.#told.add(short);
    this.#tell(short);
  }
}
