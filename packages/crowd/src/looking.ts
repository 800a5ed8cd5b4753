import { type ASGWorkerClient, ItemNotShownError } from '@asg/sdk';

/** Fetches the item as a worker does before they answer; one that cannot be shown was looked for. Gives the token that says so. */
export async function lookAt(client: ASGWorkerClient, assignmentId: string): Promise<string | null> {
  try {
    return (await client.item(assignmentId)).itemToken;
  } catch (error) {
    if (error instanceof ItemNotShownError) return error.itemToken;
    throw error;
  }
}
