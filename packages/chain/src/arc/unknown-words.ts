const wordsMax = 100;
const wordLengthMax = 64;

/** Tells each status word that is not known once, at most a hundred of them: a provider may send a new one each time. */
export class UnknownWords {
  readonly #told = new Set<string>();
  readonly #tell: (word: string) => void;

  constructor(tell: (word: string) => void) {
    this.#tell = tell;
  }

  heard(word: string): void {
    if (this.#told.size >= wordsMax) return;
    const short = word.slice(0, wordLengthMax).replaceAll(/[^\x20-\x7e]/g, '?');
    if (this.#told.has(short)) return;
    this.#told.add(short);
    this.#tell(short);
  }
}
