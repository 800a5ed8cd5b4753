const wordsMax = 100;
const wordLengthMax = 64;

/** Reports each unknown status word once, at most a hundred of them: a provider may send a new one each time. */
export class UnknownWords {
  readonly #reported = new Set<string>();
  readonly #report: (word: string) => void;

  constructor(report: (word: string) => void) {
    this.#report = report;
  }

  heard(word: string): void {
    if (this.#reported.size >= wordsMax) return;
    const short = word.slice(0, wordLengthMax).replaceAll(/[^\x20-\x7e]/g, '?');
    if (this.#reported.has(short)) return;
    this.#reported.add(short);
    this.#report(short);
  }
}
