import { Readable } from 'node:stream';
import type { AssetHolder } from '@asg/assets';
import type { AssetRecord } from '@asg/domain';
import { assetUrl } from '@asg/domain';
import { entryOf } from '@asg/values/present';
import { type AnswerOf, pageLimitDefault, routes } from '@asg/wire';
import type { FastifyInstance } from 'fastify';
import { BodyBudget, type Place } from '../bodies/body-budget.ts';
import { customerOf } from '../caller.ts';
import type { BodyDeadlines } from '../connections/body-deadlines.ts';
import type { GatewayOptions } from '../options.ts';
import { RefusedRequest, refuse } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { taskReply } from '../tasks/replies.ts';
import { enteredForCustomer } from '../trail/taken-down.ts';

/** Of one customer: each may be as large as an asset may. */
const uploadsAtOnce = 4;
/** Bytes of all customers' uploads that are in memory; of one customer their number bounds them. */
const room = { callerBytesMax: Number.MAX_SAFE_INTEGER, bytesMax: 256 * 1_048_576, bytesMin: 64 * 1_024 };
const noRoom = {
  message: 'very many assets are being uploaded: try again',
  headers: { 'retry-after': '5' },
} as const;
/** Never as what it is: a browser that follows the address runs and shows nothing. */
const contentHeaders = {
  'content-type': 'application/octet-stream',
  'content-disposition': 'attachment',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Items by value, and the deletion of content. The scope takes bodies of any type, as streams. */
export function serveAssets(
  serve: Serve,
  scope: FastifyInstance,
  bodies: BodyDeadlines,
  {
    assets,
    assetReader,
    erasing,
    trail,
  }: Pick<GatewayOptions, 'assets' | 'assetReader' | 'erasing' | 'trail'>,
): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const budget = new BodyBudget(room);
  /** Under way, by customer. */
  const uploads = new Map<string, number>();

  serve(routes.uploadAsset, async (request) => {
    const { customerId } = customerOf(request);
    const body: unknown = request.body;
    if (!(body instanceof Readable))
      return refuse('body_required', { message: 'the body is the file itself' });
    const under = uploads.get(customerId) ?? 0;
    if (under >= uploadsAtOnce) return refuse('too_many_assets_at_once');
    uploads.set(customerId, under + 1);
    bodies.allowUpload(request.raw);
    const place = placeIn(budget, customerId);
    try {
      if (place === null) return refuse('unavailable', noRoom);
      const result = await assets.receive(customerId, arriving(body, place));
      switch (result.kind) {
        case 'too_large':
          return refuse('body_too_large', { message: `an asset may have ${result.bytesMax} bytes` });
        case 'no_room':
          return refuse('assets_full', { message: result.message });
        case 'unsupported':
          return refuse('asset_unsupported', { message: `the body ${result.reason}` });
        case 'busy':
          return refuse('unavailable', { message: 'too many pictures are being looked at: try again' });
        case 'known':
          return { status: 200, body: assetReply(result.asset) };
        case 'made':
          return { status: 201, body: assetReply(result.asset) };
      }
    } finally {
      place?.leave();
      const left = entryOf(uploads, customerId) - 1;
      if (left === 0) uploads.delete(customerId);
      else uploads.set(customerId, left);
    }
  });

  serve(routes.listAssets, async (request) => {
    const { limit = pageLimitDefault, cursor } = request.query;
    const before = cursor === undefined ? null : `${cursor.slice(0, 16)} ${cursor.slice(16)}`;
    const { customerId } = customerOf(request);
    const [found, { count, bytes, bytesMax }] = await Promise.all([
      assets.list(customerId, { limit: limit + 1, before }),
      assets.usage(customerId),
    ]);
    const cursorOf = (asset: AssetRecord): string => assets.cursorOf(asset).replace(' ', '');
    const usage = { count, bytes, bytes_max: bytesMax };
    return { status: 200, body: { ...pageReply(found, limit, cursorOf, assetReply), usage } };
  });

  serve(routes.getAsset, async (request) => {
    const asset = await assets.get(customerOf(request).customerId, request.params.sha256);
    return asset === null ? refuse('asset_not_found') : { status: 200, body: assetReply(asset) };
  });

  serve(routes.getAssetContent, async (request) => {
    const content = await assetReader.content(customerOf(request).customerId, request.params.sha256);
    if (content === null) return refuse('asset_not_found');
    const body = Readable.from(content.body, { objectMode: false });
    return { status: 200, headers: contentHeaders, body } as const;
  });

  serve(routes.deleteAsset, async (request) => {
    const { retire_gold: retireGold = false } = request.query;
    const { customerId } = customerOf(request);
    const removed = await erasing.eraseAsset(customerId, request.params.sha256, { retireGold });
    switch (removed.kind) {
      case 'removed':
        return { status: 204, body: undefined };
      case 'not_found':
        return refuse('asset_not_found');
      case 'in_use':
        return refuse('asset_in_use', { message: heldBy(removed.by) });
      case 'unsettled':
        return refuse('unavailable', { message: 'very many tasks showed this asset: try again' });
    }
  });

  serve(routes.deleteTaskContent, async (request) => {
    const result = await erasing.eraseTask(customerOf(request).customerId, request.params.task_id);
    if (result.kind === 'not_found') return refuse('task_not_found');
    return result.kind === 'open' ? refuse('task_open') : { status: 200, body: taskReply(result.task) };
  });

  serve(routes.adminDeleteTaskContent, async (request) => {
    const { task_id: taskId } = request.params;
    const found = await erasing.task(taskId);
    if (found === null) return refuse('task_not_found');
    const task = await enteredForCustomer(trail, request, found, () => erasing.takeDown(taskId));
    return task === null ? refuse('task_not_found') : { status: 200, body: taskReply(task) };
  });
}

/** Null: no more of them fit. */
function placeIn(budget: BodyBudget, customerId: string): Place | null {
  let given: Place | null = null;
  // There is no line to wait in.
  budget.enter(customerId, room.bytesMin, (place) => {
    given = place;
  });
  return given;
}

/** What fails in it is the client's: it went away, or is not packed as it says. */
async function* arriving(body: AsyncIterable<Uint8Array>, place: Place): AsyncGenerator<Uint8Array> {
  let arrived = 0;
  try {
    for await (const piece of body) {
      arrived += piece.length;
      if (!place.grow(arrived)) throw new RefusedRequest(refuse('unavailable', noRoom));
      yield piece;
    }
  } catch (error) {
    throw error instanceof RefusedRequest ? error : new RefusedRequest(refuse('malformed_request'));
  }
}

function heldBy({ kind, id }: AssetHolder): string {
  return kind === 'gold'
    ? `your gold item ${id} shows this asset: delete it with retire_gold=true, and the item is given out no more`
    : `task ${id} shows this asset and is open: cancel it, or wait until it has ended`;
}

function assetReply(asset: AssetRecord): AnswerOf<typeof routes.getAsset>['body'] {
  return {
    sha256: asset.sha256,
    data_url: assetUrl(asset.sha256),
    content_type: asset.contentType,
    bytes: asset.bytes,
    created_at: rfc3339(asset.createdAtMs),
    used_at: rfc3339(asset.usedAtMs),
  };
}
