import { type TaskType, taskKinds } from '@asg/domain/names';
import { kindViews } from './registry.ts';
import type { KindView } from './view.ts';

const views: ReadonlyMap<string, KindView> = new Map(
  Object.entries(taskKinds).map(([type, kind]) => [type, kindViews[kind]]),
);

/** What is shown of the tasks of a type. One that is newer than this page reads as a choice. */
export const viewOf = (type: string): KindView => views.get(type) ?? kindViews.choice;

/** What each type is for, as who submits chooses among them. */
export const typeSays: Readonly<Record<TaskType, string>> = {
  image_classification: 'An image gets one of your options.',
  text_classification: 'A text gets one of your options.',
  sentiment: 'How a text feels, by one of your options.',
  moderation: 'Whether a text may stay, by one of your options.',
  comparison: 'Two to six items side by side: which one is best, or a tie. Many of them make a ranking.',
  multi_label: 'A text or an image gets all of your options that apply, or none.',
  rating: 'A text or an image gets a step of a scale, e.g. 1 to 5.',
  bounding_boxes: 'An image gets boxes around what is on it, each of one of your classes.',
  text_spans: 'Pieces of a text are marked, each with one of your classes.',
};
