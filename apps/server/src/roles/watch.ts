import { messageOf } from '@asg/domain/errors';
import { watchPayments } from '@asg/engines';
import { linkedSignal } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import type { OpenStore } from '../stores/engine.ts';
import { loop, type ServerParts } from './server-parts.ts';

const paymentsMs = 5_000;
const networkMs = 10_000;
const storeLookMs = 2_000;
/** The network's answer is waited for so long, ms. */
const answerMsMax = 5_000;

/** What every process looks at by itself, so that asking whether it is ready costs nothing. */
export function runWatch(parts: ServerParts): void {
  const { context, config } = parts;
  loop(parts, 'watch payments', paymentsMs, async () => {
    await watchPayments(context, config.settleLateMs);
    return false;
  });
  loop(parts, 'watch network', networkMs, async (stop) => {
    await watchNetwork(parts, stop);
    return false;
  });
}

async function watchNetwork(
  { chain, context: { conditions } }: Pick<ServerParts, 'chain' | 'context'>,
  stop: AbortSignal,
): Promise<void> {
  using late = linkedSignal([stop], { timeoutMs: answerMsMax });
  const { promise, reject } = Promise.withResolvers<never>();
  late.signal.addEventListener('abort', () => reject(new Error(`no answer within ${answerMsMax} ms`)));
  const answer = chain.ping();
  answer.catch(() => {});
  try {
    await Promise.race([answer, promise]);
    conditions.clear('chain');
  } catch (error) {
    if (stop.aborted) return;
    conditions.report('chain', { severity: 'degraded', detail: messageOf(error) });
  }
}

/** Watches whether the store can write, by the outcomes of real writes; after a full disk a probe is repeated until it succeeds. */
export function watchStore(
  parts: Pick<ServerParts, 'context' | 'activity' | 'own' | 'stopping'>,
  store: Pick<OpenStore, 'check'>,
): void {
  const { conditions } = parts.context;
  loop(parts, 'store', storeLookMs, async () => {
    try {
      await store.check();
      conditions.clear('store');
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      conditions.report('store', { severity: 'failing', detail: error.message });
    }
    return false;
  });
}
