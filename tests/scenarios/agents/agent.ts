import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const asg = fileURLToPath(new URL('../../../apps/cli/bin/asg.mjs', import.meta.url));

export interface AgentOptions {
  readonly url: string;
  readonly apiKey: string;
  /** Where the command keeps what it counts. */
  readonly folder: string;
  readonly args?: readonly string[];
}

type Call = Parameters<Client['callTool']>[1];

/** An agent's program: the official client, and `asg mcp` as its child. */
export class Agent implements AsyncDisposable {
  readonly client = new Client({ name: 'agent-of-tests', version: '1.0.0' });
  readonly #transport: StdioClientTransport;

  private constructor(transport: StdioClientTransport) {
    this.#transport = transport;
  }

  static async start({ url, apiKey, folder, args = [] }: AgentOptions): Promise<Agent> {
    const env = { ...process.env, ASG_API_KEY: apiKey, ASG_BASE_URL: url, ASG_CONFIG_DIR: folder };
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [asg, 'mcp', ...args],
      env: Object.fromEntries(Object.entries(env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
    });
    const agent = new Agent(transport);
    await agent.client.connect(transport);
    return agent;
  }

  get pid(): number {
    assert.ok(this.#transport.pid != null);
    return this.#transport.pid;
  }

  async tools(): Promise<readonly string[]> {
    const { tools } = await this.client.listTools();
    return tools.map((tool: { readonly name: string }) => tool.name).sort();
  }

  /** What a tool told; its output was checked against its schema by the client. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what they expect.
  async use(name: string, given: Record<string, unknown> = {}, options?: Call): Promise<any> {
    const { isError, content, structuredContent } = await this.client.callTool(
      { name, arguments: given },
      options,
    );
    assert.ok(isError !== true, JSON.stringify(content));
    return structuredContent;
  }

  /** Why a tool did not do it, as an agent reads it. */
  async refusal(name: string, given: Record<string, unknown>): Promise<string> {
    const { isError, content } = await this.client.callTool({ name, arguments: given });
    assert.equal(isError, true, JSON.stringify(content));
    const [first] = content;
    assert.equal(first?.type, 'text');
    return first.text;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.client.close();
  }
}
