/** Names that programs without the schemas need too: those take a while to load. */
export const taskTypeNames = [
  'image_classification',
  'text_classification',
  'sentiment',
  'moderation',
] as const;
export const taskStatusNames = [
  'pending',
  'in_progress',
  'verified',
  'settled',
  'expired',
  'cancelled',
] as const;

export const webhookEventNames = [
  'task.settled',
  'task.verified',
  'task.expired',
  'task.cancelled',
  'job.completed',
] as const;
