import type { Chain, TreasuryKey, UnknownWords } from '@asg/chain';
import type { Network } from '@asg/domain';
import type { Leadership } from '@asg/engines';
import type { MountedRoute } from '@asg/gateway';
import type { Outbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import type { Pictures } from '@asg/pictures';
import { type Activity, Loop, type RoundOutcome, type Sealer } from '@asg/runtime';
import type { Metrics } from '@asg/runtime/metrics';
import type { LocalParts } from '../chain/chain.ts';
import type { Rates } from '../rates/rates.ts';
import type { Config } from '../settings/config.ts';
import type { ServerTracing } from '../tracing/server-tracing.ts';
import type { paymailParts } from './paymail-parts.ts';

const failureMsMax = 30_000;
/** So many failed rounds of a loop in a row are reported. */
const failuresTold = 3;

/** What the roles of a process share. */
export interface ServerParts {
  readonly config: Config;
  readonly context: EngineContext;
  /** When something last happened, for the loops. */
  readonly activity: Activity;
  readonly leadership: Leadership;
  /** What this process is called among those that share the store. */
  readonly holder: string;
  /** No other process can have the store. */
  readonly isAlone: boolean;
  readonly network: Network;
  readonly chain: Chain;
  /** Gets the unknown status words of an ARC provider. */
  readonly statusWords: UnknownWords;
  /** Null: the chain is not in this process. */
  readonly local: LocalParts | null;
  readonly metrics: Metrics;
  /** Null: nobody listens. */
  readonly tracing: ServerTracing | null;
  readonly rates: Rates;
  readonly outbound: Outbound;
  /** Decodes pictures, apart from this process. */
  readonly pictures: Pictures;
  readonly paymail: ReturnType<typeof paymailParts>;
  /** Where people reach the apps, without a slash at the end. To be asked once this process listens. */
  readonly publicUrl: () => string;
  /** 64 hex digits each. Throws a ConfigError where there is no key. */
  readonly encryptionKeys: () => readonly string[];
  /** Opens what is kept encrypted. Throws a ConfigError where there is no key. */
  readonly sealer: () => Sealer;
  /** Throws a ConfigError where there is no key. */
  readonly treasury: () => TreasuryKey;
  /** What ends with the process, the newest first. */
  readonly own: AsyncDisposableStack;
  /** Aborts when the process is to end. */
  readonly stopping: AbortSignal;
}

/** What a role serves over HTTP beside the API. */
export type Mounts = readonly MountedRoute[];

type LoopParts = Pick<ServerParts, 'context' | 'activity' | 'own' | 'stopping'>;

/** Does a round again and again until the process ends. */
export function loop(
  { context: { clock, log, conditions }, activity, own, stopping: signal }: LoopParts,
  name: string,
  idleMs: number,
  round: (stop: AbortSignal) => Promise<RoundOutcome>,
): Loop {
  const condition = `loop_${name.replaceAll(' ', '_')}`;
  const onRound = (failures: number, error: unknown): void => {
    if (failures === 0) conditions.clear(condition);
    if (failures < failuresTold) return;
    const detail = `${failures} rounds of “${name}” failed in a row: ${error instanceof Error ? error.message : String(error)}`;
    conditions.report(condition, { severity: 'degraded', detail, isShared: true });
  };
  return own.use(new Loop({ name, clock, log, signal, idleMs, activity, failureMsMax, round, onRound }));
}

/** The same for what one process at a time does, among all that share the store. */
export function loneLoop(
  parts: LoopParts & Pick<ServerParts, 'leadership'>,
  name: string,
  idleMs: number,
  round: (stop: AbortSignal) => Promise<boolean>,
): Loop {
  return loop(parts, name, idleMs, async (stop) =>
    (await parts.leadership.hold(name)) ? round(stop) : 'stands_by',
  );
}
