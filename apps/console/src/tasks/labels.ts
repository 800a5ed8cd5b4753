import { count, plural } from '@asg/console-kit';
import type { Job, Task } from '@asg/sdk';

type Policied = Pick<Job | Task, 'consensus' | 'consensus_threshold'>;

/** Labels that a task is to have before it can be decided. */
const wanted = ({ consensus, consensus_threshold }: Policied): number =>
  consensus.min_labels ?? consensus_threshold;

/** How many labels a task is to have, in words: more are asked for where they disagree. */
export function wantedText(policied: Policied): string {
  const least = wanted(policied);
  const most = policied.consensus.max_labels;
  return most > least ? `${count(least)}, up to ${count(most)} where they disagree` : count(least);
}

/** How many labels a task has: beside those that are wanted, as long as these are missing. */
export function labelsText(task: Policied & Pick<Task, 'status' | 'labels_received'>): string {
  const { status, labels_received: received, consensus } = task;
  if (status !== 'pending' && status !== 'in_progress') return plural(received, 'label');
  const least = wanted(task);
  return received < least
    ? `${count(received)} of ${count(least)}`
    : `${count(received)}, ${count(consensus.max_labels)} at most`;
}
