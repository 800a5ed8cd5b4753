import { namesIn, type TaskKind } from '@asg/domain/names';
import { choice } from './choice.ts';
import { comparison } from './comparison.ts';
import type { DemoKind } from './known-task.ts';
import { multiLabel } from './multi-label.ts';
import { rating } from './rating.ts';

/** What the demo asks, by kind of task. */
export const demoKinds = {
  choice,
  comparison,
  multi_label: multiLabel,
  rating,
} as const satisfies Readonly<Partial<Record<TaskKind, DemoKind>>>;
export type DemoKindName = keyof typeof demoKinds;
export const demoKindNames = namesIn(demoKinds);
