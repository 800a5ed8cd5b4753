import { type TaskKind, type TaskType, taskKinds } from '@asg/domain/names';
import { loadedPart } from '@asg/ui';
import type { KindView } from './view.ts';

/** How tasks of each kind look, loaded with the first item of the kind. */
const loads: Readonly<Record<TaskKind, () => Promise<KindView>>> = {
  choice: async () => (await import('./choice/choice-view.tsx')).choiceView,
  bounding_boxes: async () => (await import('../../marking/boxes/bounding-boxes-view.tsx')).boundingBoxesView,
  comparison: async () => (await import('./comparison/comparison-view.tsx')).comparisonView,
  multi_label: async () => (await import('./multi-label/multi-label-view.tsx')).multiLabelView,
  rating: async () => (await import('./rating/rating-view.tsx')).ratingView,
  text_spans: async () => (await import('../../marking/spans/text-spans-view.tsx')).textSpansView,
};

const loaded = new Map<TaskKind, KindView>();

/** How its tasks look; undefined: not loaded yet. */
export const viewOf = (type: TaskType): KindView | undefined => loaded.get(taskKinds[type]);

/** Loads it, once. Throws where the network is away. */
export async function loadView(type: TaskType): Promise<void> {
  const kind = taskKinds[type];
  if (!loaded.has(kind)) loaded.set(kind, await loadedPart(loads[kind]));
}

/** Most items are choices: how these look is loaded while the first item is asked for. */
export const loadAhead = (): void => void loadView('image_classification').catch(() => {});
