import { unknownWorker, type WorkerStatistics } from '@asg/consensus';
import { answerText } from '../../answers/answers.ts';
import { answerToWorker } from '../../answers/places.ts';
import { applyTaskCommand } from '../../task/commands.ts';
import type { Task } from '../../task/task.ts';
import { newTemplateModel, type TemplateModel, viewFor } from '../adaptive/template-model.ts';
import { labelLikelihood, taughtBy, trained, trainingExampleOf } from '../adaptive/training.ts';

/** A customer's record of one template, taught by the tasks that are played through the rules: for tests of what is learnt. */
export class Memory {
  model: TemplateModel | null = null;
  readonly workers = new Map<string, WorkerStatistics>();

  /** The task after answers, as records keep them, of `w0`, `w1`, … until it is closed. */
  play(task: Task, answers: readonly number[]): Task {
    let now = task;
    for (const [i, option] of answers.entries()) {
      const workerId = `w${i}`;
      const nonce = `${i}AAAAA`;
      now = applyTaskCommand(now, { do: 'assign', workerId, nonce, leaseMs: 10, nowMs: 0 }).task;
      const model = this.model ?? newTemplateModel(now);
      const known = { model, view: viewFor(model, now), worker: this.workers.get(workerId) ?? unknownWorker };
      const likelihood = labelLikelihood(now, { option, nonce }, known);
      const { value } = answerToWorker(now, nonce, option);
      const given = value === undefined ? { label: answerText(now, option) } : { value };
      const label = { do: 'label', workerId, nonce, ...given, nowMs: 1, likelihood } as const;
      const { task: after } = applyTaskCommand(now, label);
      this.#learn(now, after);
      now = after;
      if (now.closedAtMs !== null) break;
    }
    return now;
  }

  #learn(before: Task, after: Task): void {
    const training = trainingExampleOf(before, after);
    if (training === null) return;
    const ids = training.labels.map(({ workerId }) => workerId);
    const own = { model: this.model, workers: ids.map((id) => this.workers.get(id) ?? unknownWorker) };
    const shared = { model: null, workers: ids.map(() => unknownWorker) };
    if (taughtBy(training, shared) !== 'own')
      throw new Error('it teaches more than the record of the customer');
    const taught = trained(training, { shared, own, run: null }, 'own');
    this.model = taught.model;
    for (const [i, id] of ids.entries()) this.workers.set(id, taught.workers[i] ?? unknownWorker);
  }
}
