import type { Receipt } from '@asg/domain';
import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';

export function serveReceipts(serve: Serve, { receipts }: GatewayOptions): void {
  serve(routes.getReceipt, async (request) => {
    const found = await receipts.of(customerOf(request).customerId, request.params.task_id);
    switch (found.kind) {
      case 'not_found':
        return refuse('task_not_found');
      case 'not_settled':
        return refuse('receipt_not_ready');
      case 'no_label':
        return refuse(found.state === 'expired' ? 'task_expired' : 'task_cancelled');
      case 'receipt': {
        const { receipt } = found;
        const etag = etagOf(receipt);
        // It changes when the transaction is mined: a copy is asked about before it is used again.
        const headers = { etag, 'cache-control': 'private, no-cache' };
        return isAmong(request.headers['if-none-match'], etag)
          ? { status: 304, body: undefined, headers }
          : { status: 200, body: receipt, headers };
      }
    }
  });
}

/** Names all that can change in the receipt of a task. */
function etagOf({ version, status, txid, block_hash }: Receipt): string {
  return `"${version}-${status}-${block_hash ?? txid}"`;
}

/** If-None-Match compares weakly (RFC 9110, section 13.1.2). */
function isAmong(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
