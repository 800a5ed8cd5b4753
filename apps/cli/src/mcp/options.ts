import type { ServerOptions } from '../account/connect.ts';

/** How `asg mcp` is started. */
export interface McpOptions extends ServerOptions {
  /** Satoshis; null: as many as the account may spend. */
  readonly maxSats: number | null;
  /** Null: any number. */
  readonly maxTasks: number | null;
  readonly session?: string;
}
