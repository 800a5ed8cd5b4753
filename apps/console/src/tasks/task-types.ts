import type { TaskType } from '../api/operations.ts';

export const taskTypes: readonly TaskType[] = [
  'image_classification',
  'text_classification',
  'sentiment',
  'moderation',
];
