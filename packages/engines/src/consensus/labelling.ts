import { isOpen, parseAssignmentId, type TaskOutcome, workerTag } from '@asg/domain';
import { at } from '@asg/domain/present';
import type { TaskChange } from '@asg/storage';
import { announce, type EngineContext } from '../context.ts';
import { LikelihoodLookup } from './likelihood-lookup.ts';

export interface LabelInput {
  readonly assignmentId: string;
  /** One of the task's options, to the letter. */
  readonly label: string;
}

/** What became of a label. `repeated`: the same was given before, all is well. */
export type LabelResult =
  | { readonly kind: 'accepted' | 'repeated'; readonly taskId: string }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'lease_ended'; readonly taskId: string }
  | { readonly kind: 'other_label_given'; readonly taskId: string }
  | { readonly kind: 'unknown_option'; readonly taskId: string; readonly options: readonly string[] };

/** Records labels; the one that completes a task decides it in the same write. */
export class Labelling {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** One result for each label, in order; they are independent of each other. */
  async submit(workerId: string, labels: readonly LabelInput[]): Promise<readonly LabelResult[]> {
    const { storage, clock, signals } = this.#context;
    const nowMs = clock.nowMs();
    const changes: (TaskChange | null)[] = labels.map(({ assignmentId, label }) => {
      const parts = parseAssignmentId(assignmentId);
      if (parts === null || parts.workerTag !== workerTag(workerId)) return null;
      return { taskId: parts.taskId, command: { do: 'label', workerId, nonce: parts.nonce, label, nowMs } };
    });
    const known = changes.filter((change) => change !== null);
    const outcomes = await this.#withLikelihoods(workerId, known, await storage.tasks.change(known));
    let next = 0;
    const results = changes.map((change) => labelResult(change === null ? null : at(outcomes, next++)));
    for (const outcome of outcomes) {
      if (outcome?.kind !== 'applied' || isOpen(outcome.task.state)) continue;
      announce(signals, outcome.task);
    }
    return results;
  }

  /** Sends labels of adaptive tasks again, now with their likelihood; all outcomes, in order. */
  async #withLikelihoods(
    workerId: string,
    changes: readonly TaskChange[],
    outcomes: readonly (TaskOutcome | null)[],
  ): Promise<readonly (TaskOutcome | null)[]> {
    const likelihood = new LikelihoodLookup(this.#context.storage, workerId);
    const again = await Promise.all(
      changes
        .flatMap(({ taskId, command }, index) => {
          const outcome = outcomes[index];
          const wants = outcome?.kind === 'refused' && outcome.reason === 'likelihood_wanted';
          return wants && command.do === 'label' ? [{ taskId, command, task: outcome.task, index }] : [];
        })
        .map(async ({ taskId, command, task, index }) => ({
          index,
          change: { taskId, command: { ...command, likelihood: await likelihood.of(task, command.label) } },
        })),
    );
    if (again.length === 0) return outcomes;
    const second = await this.#context.storage.tasks.change(again.map(({ change }) => change));
    const all = [...outcomes];
    again.forEach(({ index }, i) => {
      all[index] = at(second, i);
    });
    return all;
  }
}

function labelResult(outcome: TaskOutcome | null): LabelResult {
  if (outcome === null) return { kind: 'not_found' };
  const { taskId } = outcome.task;
  if (outcome.kind === 'applied') return { kind: 'accepted', taskId };
  if (outcome.kind === 'repeated') return { kind: 'repeated', taskId };
  switch (outcome.reason) {
    case 'other_label_given':
      return { kind: 'other_label_given', taskId };
    case 'unknown_option':
      return { kind: 'unknown_option', taskId, options: outcome.task.labelSpec.options };
    default:
      return { kind: 'lease_ended', taskId };
  }
}
