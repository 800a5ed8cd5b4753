import { goldUseOf } from '@asg/domain';
import { at } from '@asg/values/present';
import { addOwnGoldBody, pageLimitDefault, routes } from '@asg/wire';
import type { FastifyInstance } from 'fastify';
import { customerOf } from '../caller.ts';
import { itemReply } from '../media/item-reply.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { goldReader } from './gold-file.ts';
import { newGold, ownGoldReply } from './gold-replies.ts';
import { goldFileOf, serveGold, takeGoldFiles } from './gold-routes.ts';

/** The operator's items, and customers'. The scope takes files of them. */
export function serveAllGold(
  serve: Serve,
  scope: FastifyInstance,
  options: Pick<GatewayOptions, 'gold' | 'customerGold' | 'media'>,
): void {
  takeGoldFiles(scope);
  serveGold(serve, options);
  serveOwnGold(serve, options);
}

/** A customer's own items whose answers are known. */
function serveOwnGold(
  serve: Serve,
  { customerGold, media }: Pick<GatewayOptions, 'customerGold' | 'media'>,
): void {
  const readFile = goldReader(addOwnGoldBody);

  serve(routes.listGold, async (request) => {
    const { limit = pageLimitDefault, cursor = null, ...wanted } = request.query;
    const { state = 'active', use = null, template = null, sort = 'newest' } = wanted;
    const filter = { owner: customerOf(request).customerId, state, use, template, sort };
    const { items, nextCursor } = await customerGold.page(filter, limit, cursor);
    return { status: 200, body: { data: items.map(ownGoldReply), next_cursor: nextCursor } };
  });

  serve(routes.addGold, async (request) => {
    const added = await customerGold.add(customerOf(request).customerId, [request.body]);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    return { status: 201, body: ownGoldReply(newGold(at(added.items, 0))) };
  });

  serve(routes.importGold, async (request) => {
    const read = await goldFileOf(request, readFile);
    if (!('inputs' in read)) return read;
    const { inputs, numbers } = read;
    const { customerId } = customerOf(request);
    const lines = { fromFile: true, at: (i: number) => `lines.${numbers[i]}.` };
    const added = await customerGold.add(customerId, inputs, lines);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    tellTrail(request, { after: { added: added.items.length } });
    return { status: 201, body: { added: added.items.length } };
  });

  serve(routes.makeTaskGold, async (request) => {
    const { customerId } = customerOf(request);
    const result = await customerGold.fromTask(customerId, request.params.task_id, request.body ?? {});
    switch (result.kind) {
      case 'made':
        return { status: 201, body: ownGoldReply(result.gold) };
      case 'there':
        return { status: 200, body: ownGoldReply(result.gold) };
      case 'invalid':
        return refuseFields(result.violations);
      case 'not_found':
        return refuse('task_not_found');
      case 'open':
        return refuse('task_open', { message: 'task is open: gold is made of tasks that were decided' });
      case 'undecided':
        return refuse('task_undecided');
      case 'erased':
        return refuse('item_gone', { message: 'the content of this task was deleted' });
      case 'elsewhere':
        return refuse('item_gone', {
          message: 'the item is in a bucket of its job, whose credentials gold would outlive',
        });
      case 'other':
        return refuse('gold_exists');
    }
  });

  serve(routes.changeGold, async (request) => {
    const { customerId } = customerOf(request);
    const { gold_id: goldId } = request.params;
    const { use, crowd } = request.body;
    const before = await customerGold.get(customerId, goldId);
    if (before !== null) tellTrail(request, { before: { use: goldUseOf(before.gold) } });
    const changed = await customerGold.use(customerId, goldId, use, crowd === 'own');
    switch (changed.kind) {
      case 'changed':
        return { status: 200, body: ownGoldReply(changed.gold) };
      case 'not_found':
        return refuse('gold_not_found');
      case 'told':
        return refuse('gold_told');
      case 'retired':
        return refuse('gold_retired');
    }
  });

  serve(routes.retireGold, async (request) => {
    const retired = await customerGold.retire(customerOf(request).customerId, request.params.gold_id);
    return retired === null ? refuse('gold_not_found') : { status: 200, body: ownGoldReply(retired) };
  });

  serve(routes.getGoldItem, async (request) => {
    const task = await customerGold.shown(customerOf(request).customerId, request.params.gold_id);
    if (task === null) return refuse('gold_not_found');
    const shown = await media.knownItem(task, request.query.size ?? 'full', request.query.item ?? null);
    return shown.kind === 'not_found' ? refuse('gold_not_found') : itemReply(shown, request.headers, null);
  });
}
