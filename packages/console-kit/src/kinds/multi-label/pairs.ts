/** How often options are given, alone and two together. */
export interface Together {
  readonly options: readonly string[];
  readonly sets: number;
  readonly none: number;
  /** Sets with the option; in the order of `options`. */
  readonly each: readonly number[];
  /** Sets with both options, by the one and the other. */
  readonly both: readonly (readonly number[])[];
}

/** Counts sets of options; an option that is none of the list is passed over. */
export function togetherOf(options: readonly string[], sets: readonly (readonly string[])[]): Together {
  const at = new Map(options.map((option, i) => [option, i]));
  const both = options.map(() => options.map(() => 0));
  let none = 0;
  for (const set of sets) {
    const places = [...new Set(set)].flatMap((option) => at.get(option) ?? []);
    if (set.length === 0) none++;
    for (const one of places) {
      const row = both[one] ?? [];
      for (const other of places) row[other] = (row[other] ?? 0) + 1;
    }
  }
  return { options, sets: sets.length, none, each: both.map((row, i) => row[i] ?? 0), both };
}
