import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { ownModelReply } from './replies.ts';

export function serveRunners(serve: Serve, { ownModels, clock }: GatewayOptions): void {
  serve(routes.addModel, async (request) => {
    const { from, ...input } = request.body;
    const fromMs = from == null ? null : Date.parse(from);
    if (Number.isNaN(fromMs)) {
      const message = 'from must be a moment that exists';
      return refuseFields([{ field: 'from', constraint: 'date', message }]);
    }
    const result = await ownModels.add(customerOf(request).customerId, { ...input, fromMs });
    switch (result.kind) {
      case 'invalid':
        return refuseFields(result.violations);
      case 'exists':
        return refuse('model_exists');
      case 'too_many':
        return refuse('too_many_models');
      case 'added':
        tellTrail(request, { personal: { host: new URL(input.url).host } });
        return { status: 201, body: ownModelReply(result.model, clock.nowMs()) };
    }
  });

  serve(routes.listModels, async (request) => {
    const found = await ownModels.list(customerOf(request).customerId);
    return { status: 200, body: { data: found.map((model) => ownModelReply(model, clock.nowMs())) } };
  });

  serve(routes.changeModel, async (request) => {
    const { customerId } = customerOf(request);
    const { model_name: name } = request.params;
    const { active, url, api_key: key } = request.body;
    const before = (await ownModels.list(customerId)).find((model) => model.name === name);
    if (before !== undefined)
      tellTrail(request, {
        before: { ...(active != null && { active: before.active }) },
        ...(key != null && { after: { key: 'changed' } }),
        ...(url != null && URL.canParse(url) && { personal: { host: new URL(url).host } }),
      });
    const result = await ownModels.change(customerId, name, request.body);
    if (result.kind === 'invalid') return refuseFields(result.violations);
    if (result.kind === 'not_found') return refuse('model_not_found');
    return { status: 200, body: ownModelReply(result.model, clock.nowMs()) };
  });

  serve(routes.removeModel, async (request) => {
    const removed = await ownModels.remove(customerOf(request).customerId, request.params.model_name);
    return removed ? { status: 204, body: undefined } : refuse('model_not_found');
  });
}
