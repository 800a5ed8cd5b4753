import { routes } from '@asg/wire';
import type { FoundationOptions, Readiness } from '../options.ts';
import { refuse } from '../refusal.ts';
import type { Serve } from '../serve.ts';

export function serveOperations(serve: Serve, { version, network, readiness, log }: FoundationOptions): void {
  serve(routes.getHealth, async () => ({ status: 200, body: { status: 'ok', version, network } }));

  serve(routes.getReadiness, async () => {
    const { ready, checks } = await readiness().catch((error: unknown): Readiness => {
      log.error({ err: error }, 'the readiness checks failed themselves');
      return { ready: false, checks: {} };
    });
    if (ready) return { status: 200, body: { ready, checks } };
    return refuse('unavailable', {
      message: 'not ready',
      extra: { ready, checks },
      headers: { 'retry-after': '5' },
    });
  });
}
