import type { Step } from './steps.ts';

export interface Wish {
  readonly full: boolean;
  /** Names of steps; empty: all of the lane. */
  readonly only: readonly string[];
  readonly but: readonly string[];
}
export interface Plan {
  /** Those of a group run beside each other. */
  readonly groups: readonly (readonly Step[])[];
  /** What does not run, and why. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** What runs and what does not. Throws where a name is of no step. */
export function planOf(steps: readonly Step[], { full, only, but }: Wish): Plan {
  const unknown = [...only, ...but].find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new RangeError(`there is no check ${unknown}, but ${steps.map(({ name }) => name).join(', ')}`);
  const groups: Step[][] = [];
  const leftOut: { name: string; why: string }[] = [];
  for (const step of steps) {
    if (only.length > 0 && !only.includes(step.name)) continue;
    const why = whyNot(step, { full, only, but });
    if (why !== null) leftOut.push({ name: step.name, why });
    else if (step.beside === true && groups.at(-1)?.[0]?.beside === true) groups.at(-1)?.push(step);
    else groups.push([step]);
  }
  return { groups, leftOut };
}

function whyNot({ name, lane, missing }: Step, { full, only, but }: Wish): string | null {
  if (but.includes(name)) return 'left out with --but';
  if (only.length === 0 && lane === 'full' && !full) return 'only in npm run check:full';
  return missing?.() ?? null;
}
