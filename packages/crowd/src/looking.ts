import { type ASGWorkerClient, type Assignment, ItemNotShownError } from '@asg/sdk';

/** What a worker saw of an assignment. */
export interface Look {
  /** Says that they looked. */
  readonly itemToken: string | null;
  /** What is compared, under its names here; a text that cannot be shown is ''. */
  readonly items: readonly { readonly id: string; readonly text: string }[];
}

/** Fetches the item as a worker does before they answer; one that cannot be shown was looked for. Gives the token that says so. */
export async function lookAt(
  client: ASGWorkerClient,
  { assignment_id: id, data, items = [] }: Pick<Assignment, 'assignment_id' | 'data' | 'items'>,
): Promise<Look> {
  const above = data === null ? null : await glance(client, id);
  const seen: Look['items'][number][] = [];
  let itemToken = above?.itemToken ?? null;
  for (const item of items) {
    const one = await glance(client, id, item.id);
    seen.push({ id: item.id, text: (await one.content?.text()) ?? '' });
    itemToken = one.itemToken ?? itemToken;
  }
  return { itemToken, items: seen };
}

async function glance(
  client: ASGWorkerClient,
  id: string,
  item?: string,
): Promise<{ readonly itemToken: string | null; readonly content: Blob | null }> {
  try {
    return await client.item(id, { item });
  } catch (error) {
    if (error instanceof ItemNotShownError) return { itemToken: error.itemToken, content: null };
    throw error;
  }
}
