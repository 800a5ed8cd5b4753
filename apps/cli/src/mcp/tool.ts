import {
  type CallToolResult,
  fromJsonSchema,
  type JsonSchemaType,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Static, TSchema } from 'typebox';
import { failed } from './failure.ts';

/** What a tool has of the call beside its arguments. */
export interface ToolCall {
  /** Aborts when the agent takes its call back. */
  readonly signal: AbortSignal;
  /** Tells the agent how far it is, where it asked for that. */
  readonly tell: (done: number, of: number, message: string) => Promise<void>;
}

interface ToolText {
  readonly title: string;
  readonly description: string;
  /** It changes nothing, here or at the server. */
  readonly reads: boolean;
  /** Called again with the same arguments it does no more. */
  readonly repeatable: boolean;
}

/** Our own annotations say nothing to an agent. */
function plain(schema: TSchema): JsonSchemaType {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key.startsWith('x-') ? undefined : value)),
  );
}

/** Adds a tool; what `run` throws is told to the agent with field and rule. */
export function addTool<I extends TSchema>(
  server: McpServer,
  name: string,
  text: ToolText,
  schemas: { readonly input: I; readonly output: TSchema },
  run: (given: Static<I>, call: ToolCall) => Promise<object>,
): void {
  server.registerTool(
    name,
    {
      title: text.title,
      description: text.description,
      inputSchema: fromJsonSchema<Static<I>>(plain(schemas.input)),
      outputSchema: fromJsonSchema(plain(schemas.output)),
      annotations: {
        readOnlyHint: text.reads,
        destructiveHint: false,
        idempotentHint: text.repeatable,
        openWorldHint: !text.reads,
      },
    },
    async (given: Static<I>, context: ServerContext): Promise<CallToolResult> => {
      const { signal } = context.mcpReq;
      try {
        const told = { ...(await run(given, { signal, tell: teller(context) })) };
        return { content: [{ type: 'text', text: JSON.stringify(told) }], structuredContent: told };
      } catch (error) {
        signal.throwIfAborted();
        return failed(error);
      }
    },
  );
}

function teller({ mcpReq }: ServerContext): ToolCall['tell'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return async () => {};
  let step = 0;
  return (done, of, text) => {
    // A protocol's progress grows with each message, also where nothing moved.
    step = Math.max(step + 1e-6, done);
    const params = { progressToken, progress: step, total: Math.max(of, step), message: text };
    return mcpReq.notify({ method: 'notifications/progress', params });
  };
}
