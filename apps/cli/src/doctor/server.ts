import { messageOf } from '@asg/domain/errors';
import { systemClock } from '@asg/runtime';
import { ASGAdminClient, ASGGatewayClient, type Health } from '@asg/sdk';
import type { Destination } from '../account/connect.ts';
import { count } from '../terminal/table.ts';
import { type Finding, failed, ok, skipped, warning } from './finding.ts';

const answerMsMax = 5_000;
const skewSecondsNoticed = 10;
/** Signatures of webhooks are believed for so long. */
const skewSecondsMax = 240;

const advices: Readonly<Record<string, string>> & { readonly treasury: string } = {
  store: 'look at the disk of the server and at its log, then start it anew',
  chain: 'nothing is lost, payments wait: look at the network’s provider',
  treasury: '`asg treasury` shows the address to fund; docs/operating/runbook.md has the other causes',
};

/** Looks at the server from outside, as a customer, and as its operator where ASG_ADMIN_TOKEN is set. */
export async function server(
  { baseUrl, apiKey, keyFrom }: Destination,
  isLocal: boolean,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Finding[]> {
  const answer = await reached(baseUrl);
  if (typeof answer === 'string') {
    const advice = isLocal
      ? '`asg up` starts it here; --url, ASG_BASE_URL or a profile name another'
      : 'check the address and the network';
    const found = isLocal ? warning : failed;
    return [
      found('server', answer, advice),
      ...['ready', 'api key'].map((name) => skipped(name, 'no server')),
    ];
  }
  const client = new ASGGatewayClient({ baseUrl, apiKey, retriesMax: 0, timeoutMs: answerMsMax });
  return [
    ok('server', `${baseUrl}, version ${answer.health.version}, ${answer.health.network} network`),
    clock(answer.dateMs),
    ...(await readiness(client)),
    await key(client, keyFrom),
    await treasury(baseUrl, environment),
  ];
}

async function reached(
  baseUrl: string,
): Promise<{ readonly health: Health; readonly dateMs: number } | string> {
  try {
    const response = await fetch(`${baseUrl}/v1/health`, {
      signal: AbortSignal.timeout(answerMsMax),
      redirect: 'manual',
    });
    const health = (await response.json()) as Health;
    if (health.status !== 'ok') return `${baseUrl} answers ${response.status}, but is no such server`;
    return { health, dateMs: Date.parse(response.headers.get('date') ?? '') };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (error instanceof SyntaxError) return `${baseUrl} answers, but is no such server`;
    const why = cause instanceof Error && cause.message !== '' ? cause.message : messageOf(error);
    return `${baseUrl} does not answer: ${why}`;
  }
}

function clock(dateMs: number): Finding {
  if (Number.isNaN(dateMs)) return skipped('clock', 'the server does not tell the time');
  const seconds = Math.round((systemClock.nowMs() - dateMs) / 1000);
  const off = Math.abs(seconds);
  const found =
    off < skewSecondsNoticed
      ? 'agrees with the server'
      : `${off} s ${seconds > 0 ? 'ahead of' : 'behind'} the server`;
  const advice = 'set the clock (NTP): messages of webhooks are refused where the clocks differ by minutes';
  if (off < skewSecondsNoticed) return ok('clock', found);
  return (off < skewSecondsMax ? warning : failed)('clock', found, advice);
}

async function readiness(client: ASGGatewayClient): Promise<readonly Finding[]> {
  try {
    const { checks } = await client.ready();
    return Object.entries(checks).map(([name, { ok: fine, severity, detail }]) => {
      if (fine) return ok(`ready: ${name}`, detail ?? 'yes');
      const found = severity === 'degraded' ? warning : failed;
      return found(
        `ready: ${name}`,
        detail ?? 'no',
        advices[name] ?? 'docs/operating/runbook.md says what to do',
      );
    });
  } catch (error) {
    return [failed('ready', messageOf(error), 'look at the log of the server')];
  }
}

async function key(client: ASGGatewayClient, from: string | null): Promise<Finding> {
  if (from === null)
    return warning(
      'api key',
      'there is none for this server',
      '`asg register` makes an account, or set ASG_API_KEY',
    );
  try {
    const { name, label_quota, label_quota_total } = await client.customers.me();
    const found = `${from} opens the account of ${name}, ${count(label_quota)} of ${count(label_quota_total)} tasks left`;
    return label_quota > 0
      ? ok('api key', found)
      : warning('api key', found, 'ask the operator for more quota: submissions are refused');
  } catch (error) {
    return failed(
      'api key',
      `${from}: ${messageOf(error)}`,
      '`asg profile` shows the keys; make or add another',
    );
  }
}

async function treasury(baseUrl: string, environment: NodeJS.ProcessEnv): Promise<Finding> {
  const token = environment.ASG_ADMIN_TOKEN;
  if (!token) return skipped('treasury', 'set ASG_ADMIN_TOKEN to see its balance');
  try {
    const admin = new ASGAdminClient({ baseUrl, token, retriesMax: 0, timeoutMs: answerMsMax });
    const { balance_sats, coins, status, detail, address } = await admin.treasury.get();
    const found = `${count(balance_sats)} satoshis in ${coins} coins${detail == null ? '' : `: ${detail}`}`;
    if (balance_sats === 0) return failed('treasury', found, `send funds to ${address}`);
    return status === 'running'
      ? ok('treasury', found)
      : warning('treasury', `${found}, ${status}`, advices.treasury);
  } catch (error) {
    return failed('treasury', messageOf(error), 'ASG_ADMIN_TOKEN must be the token that the server has');
  }
}
