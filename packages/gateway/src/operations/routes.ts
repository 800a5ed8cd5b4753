import { routes } from '@asg/wire';
import type { FoundationOptions, Readiness } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';

export function serveOperations(serve: Serve, { version, network, readiness, log }: FoundationOptions): void {
  serve(routes.getHealth, async () => ({ status: 200, body: { status: 'ok', version, network } }));

  serve(routes.getReadiness, async () => {
    const { ready, checks } = await readiness().catch((error: unknown): Readiness => {
      log.error({ err: error }, 'the readiness checks failed themselves');
      return { ready: false, checks: {} };
    });
    if (ready) {
      const status = Object.values(checks).every(({ ok }) => ok) ? 'ok' : 'degraded';
      return { status: 200, body: { ready, status, checks } };
    }
    return refuse('unavailable', {
      message: 'not ready',
      extra: { ready, status: 'failing', checks },
      headers: { 'retry-after': '5' },
    });
  });
}
