import { at } from '@asg/values/present';
import { addGoldBody, pageLimitDefault, routes } from '@asg/wire';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { goldReader } from './gold-file.ts';
import { goldReply, newGold } from './gold-replies.ts';

const ndjson = 'application/x-ndjson';
const fileTypes = [ndjson, 'text/csv'];
const sendFile = `with Content-Type: ${fileTypes.join(' or ')}`;

/** The scope takes files of gold. */
export function takeGoldFiles(scope: FastifyInstance): void {
  for (const type of fileTypes)
    scope.addContentTypeParser<Buffer>(type, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
}

type Reader = ReturnType<typeof goldReader>;

/** What the body of a request is as a file of gold. */
export async function goldFileOf(
  request: Pick<FastifyRequest, 'body' | 'headers'>,
  read: Reader,
): ReturnType<Reader> {
  const { body } = request;
  const [type = ''] = request.headers['content-type']?.split(';', 1) ?? [];
  if (!fileTypes.includes(type.trim().toLowerCase()))
    return refuse('unsupported_media_type', { message: `send JSONL or CSV, ${sendFile}` });
  if (!(body instanceof Buffer) || body.length === 0)
    return refuse('body_required', { message: `JSONL or CSV is required, ${sendFile}` });
  return read(body);
}

/** The operator's items whose answers are known. */
export function serveGold(serve: Serve, { gold }: Pick<GatewayOptions, 'gold'>): void {
  const readFile = goldReader(addGoldBody);

  serve(routes.adminAddGold, async ({ body }) => {
    const added = await gold.add([body]);
    if (added.kind === 'invalid') return refuseFields(added.violations);
    return { status: 201, body: goldReply(newGold(at(added.items, 0))) };
  });

  serve(routes.adminImportGold, async (request) => {
    const read = await goldFileOf(request, readFile);
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
