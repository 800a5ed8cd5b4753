import type { Stage } from './stage.ts';

/** `count` tasks that three workers each agreed upon, due one millisecond after another. */
export async function dueTasks(stage: Stage, count: number): Promise<readonly string[]> {
  const taskIds = await stage.open(await stage.customer(), count);
  for (const taskId of taskIds) {
    stage.nowMs++;
    await stage.labels(taskId, 'cat', 'cat', 'dog');
  }
  return taskIds;
}
