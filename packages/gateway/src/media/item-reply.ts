import type { IncomingHttpHeaders } from 'node:http';
import type { MediaItem, MediaResult } from '@asg/media';
import { refuse } from '../refusals/refusal.ts';
import { byteRange } from './byte-range.ts';

/** Whatever it is, a browser that shows it runs nothing of it. */
const headersOf = (item: MediaItem) => ({
  'content-type': item.contentType,
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, max-age=3600, immutable',
  'accept-ranges': 'bytes',
  etag: `"${item.tag}"`,
  ...sizeOf(item),
});

/** Of a picture, whose original may be larger than what is shown: pixels are counted on that. */
const sizeOf = ({ extent }: MediaItem) =>
  'width' in extent && { 'x-item-width': String(extent.width), 'x-item-height': String(extent.height) };

/** Headers that go with the whole item, or with the word that it cannot be had: asked for once it is known that one of them goes out. */
type Told = () => Readonly<Record<string, string>>;

/** Workers are told what to do instead, and what a look proves; customers (null) see what is theirs. */
export function itemReply(
  result: Exclude<MediaResult, { kind: 'not_found' }>,
  headers: IncomingHttpHeaders,
  toWorker: Told | null,
) {
  const told: Told = toWorker ?? (() => ({}));
  const instead = (advice: string): string => (toWorker === null ? '' : `: ${advice}`);
  switch (result.kind) {
    case 'lease_ended':
      return refuse('lease_ended');
    case 'unsupported':
      return refuse('media_unsupported', {
        message: notShown(result.reason) + instead('skip the task'),
        headers: told(),
      });
    case 'too_large':
      return refuse('media_too_large', {
        message: notShown(result.reason) + instead('skip the task'),
        headers: told(),
      });
    case 'unavailable':
      return refuse('media_unavailable', {
        message: `the item cannot be fetched, ${result.reason}${instead('try again, or skip the task')}`,
        headers: told(),
      });
    case 'media':
      return answer(result.item, headers, told);
  }
}

const notShown = (reason: string): string => `the item cannot be shown, ${reason}`;

function answer(item: MediaItem, headers: IncomingHttpHeaders, told: Told) {
  const common = headersOf(item);
  if (headers['if-none-match']?.includes(common.etag)) {
    return { status: 304, body: undefined, headers: common } as const;
  }
  const { bytes } = item;
  const isSame = headers['if-range'] === undefined || headers['if-range'] === common.etag;
  const range = byteRange(isSame ? headers.range : undefined, bytes.length);
  if (range === null) return { status: 200, body: bytes, headers: { ...common, ...told() } } as const;
  if (range === 'unsatisfiable') {
    return refuse('range_not_satisfiable', { headers: { 'content-range': `bytes */${bytes.length}` } });
  }
  const { first, last } = range;
  const isWhole = first === 0 && last === bytes.length - 1;
  return {
    status: 206,
    body: bytes.subarray(first, last + 1),
    headers: { ...common, ...(isWhole && told()), 'content-range': `bytes ${first}-${last}/${bytes.length}` },
  } as const;
}
