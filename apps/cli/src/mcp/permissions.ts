import type { CustomerPermission } from '@asg/domain/names';
import { type ASGGatewayClient, ASGGatewayHTTPError } from '@asg/sdk';

const nobodysTask = `tsk_${'0'.repeat(26)}`;

/** What the key may do of what tools need, asked by calls that change nothing. Throws where it opens nothing. */
export async function permissionsOf(
  client: ASGGatewayClient,
  signal: AbortSignal,
): Promise<ReadonlySet<CustomerPermission>> {
  await client.customers.me({ signal });
  const asked: readonly (readonly [CustomerPermission, Promise<unknown>])[] = [
    ['read', client.tasks.page({ limit: 1 }, { signal })],
    ['submit', client.tasks.cancel(nobodysTask, { signal })],
    ['billing', client.billing.balance({ signal })],
  ];
  const found = await Promise.all(
    asked.map(async ([permission, answer]) => ((await isOpen(answer)) ? [permission] : [])),
  );
  return new Set<CustomerPermission>(['account', ...found.flat()]);
}

async function isOpen(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (!(error instanceof ASGGatewayHTTPError)) throw error;
    if (error.code === 'NOT_FOUND') return true;
    if (error.reason === 'not_permitted') return false;
    throw error;
  }
}
