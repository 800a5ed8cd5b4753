import { at } from '@asg/domain/present';
import { pageLimitDefault, routes } from '@asg/wire';
import type { FastifyInstance } from 'fastify';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { goldReader } from './gold-file.ts';
import { goldReply } from './gold-replies.ts';

const ndjson = 'application/x-ndjson';
const fileTypes = [ndjson, 'text/csv'];
const sendFile = `with Content-Type: ${fileTypes.join(' or ')}`;

/** Items whose answers are known. The scope takes files of them. */
export function serveGold(
  serve: Serve,
  scope: FastifyInstance,
  { gold }: Pick<GatewayOptions, 'gold'>,
): void {
  for (const type of fileTypes)
    scope.addContentTypeParser<Buffer>(type, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
  const readFile = goldReader();

  serve(routes.adminAddGold, async ({ body }) => {
    const added = await gold.add([body]);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    return {
      status: 201,
      body: goldReply({ gold: at(added.items, 0), right: 0, missed: 0, retiredAtMs: null }),
    };
  });

  serve(routes.adminImportGold, async (request) => {
    const body: unknown = request.body;
    const [type = ''] = request.headers['content-type']?.split(';', 1) ?? [];
    if (!fileTypes.includes(type.trim().toLowerCase()))
      return refuse('unsupported_media_type', { message: `send JSONL or CSV, ${sendFile}` });
    if (!(body instanceof Buffer) || body.length === 0)
      return refuse('body_required', { message: `JSONL or CSV is required, ${sendFile}` });
    const read = await readFile(body);
    if (!('inputs' in read)) return read;
    const { inputs, numbers } = read;
    const added = await gold.add(inputs, (i) => `lines.${numbers[i]}.`);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    return { status: 201, body: { added: added.items.length } };
  });

  serve(routes.adminListGold, async ({ query }) => {
    const { limit = pageLimitDefault, cursor = null, owner } = query;
    const page = { limit: limit + 1, before: cursor };
    const whose = owner === undefined ? {} : { owner: owner === 'operator' ? null : owner };
    const found = await gold.list({ ...page, ...whose });
    return { status: 200, body: pageReply(found, limit, (one) => one.gold.goldId, goldReply) };
  });

  serve(routes.adminRetireGold, async ({ params }) => {
    const retired = await gold.retire(params.gold_id);
    return retired === null ? refuse('gold_not_found') : { status: 200, body: goldReply(retired) };
  });
}
