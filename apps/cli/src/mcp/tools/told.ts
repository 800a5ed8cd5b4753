import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@asg/runtime';
import type { Task } from '@asg/sdk';
import type { ToolCall } from '../tool.ts';

const secondMs = 1_000;
const pauseMs = 2_000;

/** A task as lists tell it. */
export function toldOf(task: Task) {
  const { task_id, status, task_type, data_url, labels_received, decision, metadata } = task;
  const { consensus_label, consensus_value, confidence } = decision ?? {};
  return {
    task_id,
    status,
    task_type,
    data_url,
    labels_received,
    ...(consensus_label !== undefined && { consensus_label }),
    ...(consensus_value !== undefined && { consensus_value }),
    ...(confidence !== undefined && { confidence }),
    metadata,
  };
}

/** Looks until it is there, or as it is when the time is up. */
export async function waited<T>(
  seconds: number | undefined,
  { signal }: Pick<ToolCall, 'signal'>,
  look: (secondsLeft: number) => Promise<{ readonly isThere: boolean; readonly told: T }>,
): Promise<T> {
  const endMs = systemClock.nowMs() + (seconds ?? 0) * secondMs;
  for (;;) {
    const startMs = systemClock.nowMs();
    const { isThere, told } = await look(Math.max(0, Math.ceil((endMs - startMs) / secondMs)));
    const leftMs = endMs - systemClock.nowMs();
    if (isThere || leftMs <= 0) return told;
    const pause = Math.min(leftMs, startMs + pauseMs - systemClock.nowMs());
    if (pause > 0) await sleep(pause, undefined, { signal });
  }
}
