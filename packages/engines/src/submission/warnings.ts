import type { Storage } from '@asg/storage';

const unsignedWarning = 'callback_url matches no registered webhook: delivery will be unsigned';

/** What the answer to a submission says about the `callback_url`s that it came with; null: none was given. */
export async function callbackWarnings(
  storage: Pick<Storage, 'webhooks'>,
  customerId: string,
  callbackUrls: readonly (string | null)[],
): Promise<readonly string[]> {
  const urls = new Set(callbackUrls.flatMap((url) => url ?? []));
  if (urls.size === 0) return [];
  for (const webhook of await storage.webhooks.list(customerId)) urls.delete(webhook.callbackUrl);
  return urls.size === 0 ? [] : [unsignedWarning];
}
