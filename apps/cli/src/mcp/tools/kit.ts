import type { CustomerPermission } from '@asg/domain/names';
import type { ASGGatewayClient } from '@asg/sdk';
import type { McpServer } from '@modelcontextprotocol/server';
import type { Spending } from '../spending/spending.ts';

/** What tools are made of. */
export interface Kit {
  readonly server: McpServer;
  readonly client: ASGGatewayClient;
  readonly spending: Spending;
  readonly may: ReadonlySet<CustomerPermission>;
}
