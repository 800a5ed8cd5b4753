/** Keeps the last lines of a log, so that a long run does not fill the memory. */
export class LogTail {
  readonly #linesMax: number;
  #lines: string[] = [];
  #rest = '';

  constructor(linesMax: number) {
    this.#linesMax = linesMax;
  }

  append(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    this.#lines.push(...lines);
    // Cut at twice the bound: shortening on every line would cost time.
    if (this.#lines.length > this.#linesMax * 2) this.#lines = this.#lines.slice(-this.#linesMax);
  }

  /** The last `count` lines. */
  last(count = this.#linesMax): string {
    const all = this.#rest === '' ? this.#lines : [...this.#lines, this.#rest];
    return all.slice(-count).join('\n');
  }
}
