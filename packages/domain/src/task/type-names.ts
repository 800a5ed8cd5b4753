export const taskTypes = [
  'image_classification',
  'text_classification',
  'sentiment',
  'moderation',
  'comparison',
  'multi_label',
  'rating',
  'bounding_boxes',
  'text_spans',
] as const;
export type TaskType = (typeof taskTypes)[number];

/** What a worker looks at, unless the item itself says otherwise; any: a text that came by value, else what the item itself says. */
export const itemKinds = {
  image_classification: 'image',
  text_classification: 'text',
  sentiment: 'text',
  moderation: 'text',
  comparison: 'any',
  multi_label: 'any',
  rating: 'any',
  bounding_boxes: 'image',
  text_spans: 'text',
} as const satisfies Readonly<Record<TaskType, 'image' | 'text' | 'any'>>;

/** What a label of each type is: see `packages/kinds`. */
export const taskKinds = {
  image_classification: 'choice',
  text_classification: 'choice',
  sentiment: 'choice',
  moderation: 'choice',
  comparison: 'comparison',
  multi_label: 'multi_label',
  rating: 'rating',
  bounding_boxes: 'bounding_boxes',
  text_spans: 'text_spans',
} as const satisfies Readonly<Record<TaskType, string>>;
export type TaskKind = (typeof taskKinds)[TaskType];

export const taskKindNames: readonly TaskKind[] = [...new Set(Object.values(taskKinds))];
