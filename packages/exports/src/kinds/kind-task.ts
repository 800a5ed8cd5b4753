import { answerValue, type KeptItem, kindOf, reviewOf } from '@asg/domain';
import type { ExportedItem } from '../texts.ts';
import type { KindExport, KindTask, Shown } from './kind-export.ts';
import { kindExports } from './registry.ts';

/** How the labels of the task leave. */
export const exportOf = ({ task }: Pick<ExportedItem, 'task'>): KindExport => kindExports[kindOf(task.type)];

/** What counts for the customer: their correction, else what was decided. */
export const finalOf = ({ task }: Pick<ExportedItem, 'task'>): number | undefined =>
  reviewOf(task)?.option ?? task.decision?.option;

/** What an export tells of a task's answers. `option`: the one that counts. */
export function kindTaskOf({ task, text, compared }: ExportedItem, option: number | undefined): KindTask {
  const { items, options, classes } = task.labelSpec;
  const told = (place: number): unknown => answerValue(task, place) ?? options[place];
  return {
    names: items ?? classes ?? options,
    value: option === undefined ? undefined : told(option),
    given: task.labels.map((label) => told(label.option)),
    begun:
      task.start === undefined
        ? null
        : task.labels.map(({ option: place, began = null }) => ({ value: told(place), began })),
    prompt: compared?.context == null ? null : shownAs(compared.context),
    text,
    size: task.extent !== undefined && 'width' in task.extent ? task.extent : null,
    items: (compared?.items ?? [])
      .map((item) => ({ id: item.id, ...shownAs(item) }))
      .sort((one, other) => (items ?? []).indexOf(one.id) - (items ?? []).indexOf(other.id)),
  };
}

const shownAs = (item: KeptItem): Shown =>
  'text' in item ? { text: item.text, url: '' } : { text: null, url: item.url };
