import { useState } from 'react';
import type { Problem } from './types.ts';

export interface Action {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Does it, unless it is being done; what it throws becomes the problem. */
  readonly run: (doIt: () => Promise<void>) => void;
}

/** Something that the server is asked to do, one at a time. */
export function useAction(explain: (error: unknown) => Problem): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = (doIt: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    doIt()
      .catch((error: unknown) => setProblem(explain(error)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}

/** What was typed into a field of a form; empty where there is no such field. */
export function textIn(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
