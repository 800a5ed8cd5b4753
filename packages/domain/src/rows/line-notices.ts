/** Something to say of a line that became a task all the same. */
export interface LineNotice {
  /** The first that it is true of. */
  readonly line: number;
  readonly reason: string;
  /** Of how many lines it is true; without it, of one. */
  readonly count?: number;
}

/** Notices of a file, equal ones once. What is kept is bounded by how many of them differ. */
export class LineNotices {
  readonly #found = new Map<string, LineNotice & { readonly count: number }>();
  readonly #max: number;

  /** Of more than `max` different ones the first are kept. */
  constructor(max = 10_000) {
    this.#max = max;
  }

  add({ line, reason, count = 1 }: LineNotice): void {
    const before = this.#found.get(reason);
    if (before !== undefined)
      this.#found.set(reason, { ...before, line: Math.min(line, before.line), count: before.count + count });
    else if (this.#found.size < this.#max) this.#found.set(reason, { line, reason, count });
  }

  /** By their first line. */
  get list(): readonly (LineNotice & { readonly count: number })[] {
    return [...this.#found.values()].toSorted((a, b) => a.line - b.line);
  }
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** The lines of a notice for people: `line 3`, or `line 3 and 1,203 more`. */
export function noticedLines({ line, count = 1 }: Pick<LineNotice, 'line' | 'count'>): string {
  return `line ${line}${count > 1 ? ` and ${whole.format(count - 1)} more` : ''}`;
}
