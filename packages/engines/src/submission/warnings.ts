import { optionNotices } from '@asg/domain';
import type { Storage } from '@asg/storage';
import type { TaskInput } from './task-input.ts';

const unsignedWarning = 'callback_url matches no registered webhook: delivery will be unsigned';

/** What was accepted but deserves a look, as the answer to a submission says it. */
export async function submissionWarnings(
  storage: Pick<Storage, 'webhooks'>,
  customerId: string,
  inputs: readonly Pick<TaskInput, 'callback_url' | 'label_spec'>[],
): Promise<readonly string[]> {
  const urls = new Set<string>();
  // Tasks of a batch share theirs.
  const asked = new Set<readonly string[]>();
  for (const { callback_url, label_spec } of inputs) {
    if (callback_url != null) urls.add(callback_url);
    if (label_spec.options != null) asked.add(label_spec.options);
  }
  const notices = optionNotices([...asked].map((options) => ({ options })));
  return [...(await callbackWarnings(storage, customerId, urls)), ...notices];
}

/** About the `callback_url`s that it came with. */
async function callbackWarnings(
  storage: Pick<Storage, 'webhooks'>,
  customerId: string,
  urls: Set<string>,
): Promise<readonly string[]> {
  if (urls.size === 0) return [];
  for (const webhook of await storage.webhooks.list(customerId)) urls.delete(webhook.callbackUrl);
  return urls.size === 0 ? [] : [unsignedWarning];
}
