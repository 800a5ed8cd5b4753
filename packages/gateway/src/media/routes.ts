import { practicePrefix } from '@asg/domain';
import type { MediaResult } from '@asg/media';
import { routes } from '@asg/wire';
import { customerOf, workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { itemReply as reply } from './item-reply.ts';

/** Items of assignments and of tasks: neither the worker's browser nor the Console contacts the customer's host. */
export function serveMedia(
  serve: Serve,
  { media, practice }: Pick<GatewayOptions, 'media' | 'practice'>,
): void {
  serve(routes.getItem, async (request) => {
    const { workerId } = workerOf(request).worker;
    const { assignment_id: assignmentId } = request.params;
    const { size = 'full', item: place = null } = request.query;
    const answer = (result: MediaResult) => {
      if (result.kind === 'not_found') return refuse('assignment_not_found');
      // A part of a comparison says nothing of the size of the whole.
      const extent = result.kind === 'media' && place === null ? result.item.extent : null;
      return reply(result, request.headers, () => {
        // HEAD gives no item, and a small picture is no look at it.
        const isLook = request.method === 'GET' && size === 'full';
        const token = isLook ? media.looks.taken(workerId, assignmentId, extent) : null;
        return token === null ? {} : { 'x-item-token': token };
      });
    };
    if (assignmentId.startsWith(practicePrefix)) {
      const task = await practice.task(workerId, assignmentId);
      const shown = task === null ? null : await media.practiceItem(task, { size, workerId, place });
      return answer(shown ?? { kind: 'not_found' });
    }
    return answer(await media.item(workerId, assignmentId, size, place));
  });

  serve(routes.getTaskItem, async (request) => {
    const { customerId } = customerOf(request);
    const { size = 'full', item = null } = request.query;
    const result = await media.ownItem(customerId, request.params.task_id, size, item);
    return result.kind === 'not_found' ? refuse('task_not_found') : reply(result, request.headers, null);
  });

  serve(routes.adminGetTaskItem, async ({ params, query, headers }) => {
    const result = await media.anyItem(params.task_id, query.size ?? 'full', query.item ?? null);
    return result.kind === 'not_found' ? refuse('task_not_found') : reply(result, headers, null);
  });
}
