import {
  answerText,
  type ConsensusPolicyName,
  consensusPolicies,
  isReplayed,
  recordOf,
  replayedDecision,
  type Task,
} from '@asg/domain';
import type { Storage, StorageReader } from '@asg/storage';

const taskPage = 1_000;
const culpritsMax = 20;

export interface DecisionAudit {
  readonly ok: boolean;
  /** Tasks that were read, and the decisions among them by what decided them. */
  readonly tasks: number;
  readonly decisions: Readonly<Record<ConsensusPolicyName | 'gold', number>>;
  readonly failed: number;
  /** What is wrong, in words; the first 20. */
  readonly culprits: readonly string[];
}

/**
 * Works every stored decision out anew from its task's record alone (labels, policy, and what was known at the time) and
 * compares, bit for bit; also that no task is without a decision that its labels give. Changes nothing.
 */
export async function auditDecisions(storage: StorageReader, signal?: AbortSignal): Promise<DecisionAudit> {
  const decisions = recordOf([...consensusPolicies, 'gold'], () => 0);
  const culprits: string[] = [];
  let [tasks, failed] = [0, 0];
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted();
    const page: Awaited<ReturnType<Storage['tasks']['scan']>> = await storage.tasks.scan({
      after,
      limit: taskPage,
    });
    for (const task of page.tasks) {
      tasks++;
      if (task.decision !== null) decisions[task.gold === undefined ? task.consensus.policy : 'gold']++;
      const wrong = faultOf(task);
      if (wrong === null) continue;
      failed++;
      if (culprits.length < culpritsMax) culprits.push(wrong);
    }
    if (page.next === null) return { ok: failed === 0, tasks, decisions, failed, culprits };
    after = page.next;
  }
}

/** What is wrong with the decision of a task; null: it is what its record gives. */
function faultOf(task: Task): string | null {
  try {
    if (isReplayed(task)) return null;
    return `${task.taskId}: stored ${described(task, task.decision)}, its record gives ${described(task, replayedDecision(task))}`;
  } catch (error) {
    return `${task.taskId}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function described(task: Task, decision: ReturnType<typeof replayedDecision>): string {
  if (decision === null) return 'no decision';
  const { option, confidence, agreementCount, workerCount } = decision;
  return `${JSON.stringify(answerText(task, option))} with ${confidence} (${agreementCount} of ${workerCount} labels)`;
}
