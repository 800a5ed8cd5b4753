import { pageLimitDefault, routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { confusionReply } from './confusion-reply.ts';

export function serveConfusion(serve: Serve, { workers, consensus }: GatewayOptions): void {
  serve(routes.adminGetConfusion, async ({ params, query }) => {
    const { limit = pageLimitDefault, cursor = null } = query;
    const worker = await workers.find(params.worker_id);
    if (worker === null) return refuse('worker_not_found');
    const found = await consensus.confusions(worker.workerId, { limit: limit + 1, after: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.key, confusionReply) };
  });
}
