import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { runCrowd, simulatedCrowd, type Truth } from '@asg/crowd';
import { ASGGatewayClient, type Assignment } from '@asg/sdk';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { type AsgProcess, type AsgRun, runAsg, startAsg } from './run-asg.ts';

/** A real server, and a user with a folder of settings of their own. */
export interface CustomerSession extends Disposable {
  readonly refinery: RunningRefinery;
  readonly email: string;
  readonly folder: string;
  /** Runs the command as this user. */
  asg(...args: readonly string[]): Promise<AsgRun>;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): AsgProcess;
  asgWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<AsgRun>;
  /** The same user in a program: for looking often. */
  client(): ASGGatewayClient;
  /** The key that the profile holds. */
  apiKey(profile?: string): string;
  /** Writes a file of this user. */
  file(name: string, content: string): string;
  /** Three workers label what there is with its first option, a tie or the highest step, until nothing is left. */
  label(): Promise<void>;
}

/** A server for all tests of a file: what starts a user's session on it. */
export function serverForUsers(env: Readonly<Record<string, string>> = {}) {
  let refinery: RunningRefinery | undefined;
  before(async () => {
    refinery = await startRefinery({
      env: { SETTLE_MAX_WAIT_MS: '50', LOCAL_BLOCK_SECONDS: '1', ...env },
    });
  });
  after(() => refinery?.[Symbol.asyncDispose]());
  return (isRegistered = true): Promise<CustomerSession> => customerSession(refinery!, isRegistered);
}

const truths: Readonly<Record<Assignment['kind'], (item: Assignment) => Truth>> = {
  choice: ({ options }) => ({ kind: 'choice', label: options[0]! }),
  comparison: () => ({ kind: 'comparison', best: null }),
  multi_label: ({ options }) => ({ kind: 'multi_label', options: options.slice(0, 1) }),
  rating: ({ scale }) => ({ kind: 'rating', step: scale?.to ?? 0 }),
  bounding_boxes: ({ classes = [] }) => ({
    kind: 'bounding_boxes',
    boxes: [{ class: classes[0]!, left: 0, top: 0, width: 5, height: 5 }],
  }),
  text_spans: ({ classes = [] }) => ({
    kind: 'text_spans',
    spans: [{ start: 0, end: 5, label: classes[0]! }],
  }),
};

let users = 0;
let crowds = 0;

/** A user of their own; registered, they need nothing else. */
async function customerSession(refinery: RunningRefinery, isRegistered: boolean): Promise<CustomerSession> {
  const email = `user-${++users}@example.com`;
  const folder = mkdtempSync(join(tmpdir(), 'asg-user-'));
  const own = { ASG_CONFIG_DIR: join(folder, 'config'), ASG_API_KEY: '', ASG_BASE_URL: '' };
  const session: CustomerSession = {
    refinery,
    email,
    folder,
    asg: (...args) => runAsg(args, own),
    start: (args, more = {}) => startAsg(args, { ...own, ...more }),
    asgWith: (more, ...args) => runAsg(args, { ...own, ...more }),
    client: () => new ASGGatewayClient({ baseUrl: refinery.url, apiKey: session.apiKey() }),
    apiKey: (profile = 'default') =>
      JSON.parse(readFileSync(join(folder, 'config/profiles.json'), 'utf8')).profiles[profile].api_key,
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    label: async () => {
      const api = new TestApi(refinery.url);
      await runCrowd({
        url: api.url,
        workers: simulatedCrowd(3, 1, 1, 'seed'),
        answerFor: (item) => ({ item: item.data?.url ?? '', truth: truths[item.kind](item) }),
        until: 'idle',
        skipRate: 0,
        emailTag: `crowd-${++crowds}`,
      });
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
  if (isRegistered) {
    const { code, stderr } = await session.asg('register', '--email', email, '--url', refinery.url);
    if (code !== 0) throw new Error(`not registered: ${stderr}`);
  }
  return session;
}
