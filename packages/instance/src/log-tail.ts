/** Keeps the last lines of a log, so that a long run does not fill the memory. */
export class LogTail {
  readonly #linesMax: number;
  readonly #onLine: (line: string) => void;
  #lines: string[] = [];
  #rest = '';

  /** `onLine`: gets each line once it is whole. */
  constructor(linesMax: number, onLine: (line: string) => void = () => {}) {
    this.#linesMax = linesMax;
    this.#onLine = onLine;
  }

  append(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    this.#lines.push(...lines);
    for (const line of lines) this.#onLine(line);
    // Cut at twice the bound: shortening on every line would cost time.
    if (this.#lines.length > this.#linesMax * 2) this.#lines = this.#lines.slice(-this.#linesMax);
  }

  /** The last `count` lines. */
  last(count = this.#linesMax): string {
    const all = this.#rest === '' ? this.#lines : [...this.#lines, this.#rest];
    return all.slice(-count).join('\n');
  }
}
