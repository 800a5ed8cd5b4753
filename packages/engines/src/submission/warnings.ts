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
  const urls = inputs.map((input) => input.callback_url ?? null);
  const notices = optionNotices(inputs.map(({ label_spec: { options } }) => ({ options: options ?? [] })));
  return [...(await callbackWarnings(storage, customerId, urls)), ...notices];
}

/** About the `callback_url`s that it came with; null: none was given. */
async function callbackWarnings(
  storage: Pick<Storage, 'webhooks'>,
  customerId: string,
  callbackUrls: readonly (string | null)[],
): Promise<readonly string[]> {
  const urls = new Set(callbackUrls.flatMap((url) => url ?? []));
  if (urls.size === 0) return [];
  for (const webhook of await storage.webhooks.list(customerId)) urls.delete(webhook.callbackUrl);
  return urls.size === 0 ? [] : [unsignedWarning];
}
