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
    const page = pageReply(
      found,
      limit,
      ({ key }) => key,
      (one) => one,
    );
    // Labels without a look may have taught nothing of who gave them.
    const data = page.data.filter(({ labels }) => labels > 0).map(confusionReply);
    return { status: 200, body: { ...page, data } };
  });
}
