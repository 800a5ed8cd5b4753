import type { Preference } from './kinds/kind-export.ts';
import { exportOf, finalOf, kindTaskOf } from './kinds/kind-task.ts';
import type { ExportedItem } from './texts.ts';

/** A pair with where it comes from. */
type PreferenceRow = Preference & {
  readonly line: number;
  readonly task_id: string;
  readonly confidence: number | null;
};

/** The columns that TRL and its like read (`prompt`, `chosen`, `rejected`), then which items these are and whence the pair comes. */
export const preferenceColumns = [
  'prompt',
  'chosen',
  'rejected',
  'chosen_item',
  'rejected_item',
  'line',
  'task_id',
  'confidence',
] as const satisfies readonly (keyof PreferenceRow)[];

/** The pairs of a task, by the customer's correction where there is one; a line that repeated a task has none of its own. */
export function preferenceRows(exported: ExportedItem): readonly PreferenceRow[] {
  const { line, task, isRepeated } = exported;
  const { preferences } = exportOf(exported);
  if (isRepeated || preferences === null) return [];
  return preferences(kindTaskOf(exported, finalOf(exported))).map((pair) => ({
    ...pair,
    line,
    task_id: task.taskId,
    confidence: task.decision?.confidence ?? null,
  }));
}
