import { ASGGatewayConnectionError } from '@asg/sdk';
import { serverPlace } from '@asg/ui';

/** What an item shows, ready to be painted. */
export type Media = (Painted | Several) & {
  /** Says that it was fetched: goes with the label. */
  readonly itemToken: string | null;
};
export type Painted =
  | {
      readonly kind: 'image';
      readonly element: HTMLImageElement;
      /** Of the original, which may be larger than what is shown; px. */
      readonly size: { readonly width: number; readonly height: number };
      readonly release: () => void;
    }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean };

type Loaded = Painted & Pick<Media, 'itemToken'>;

/** Items that are looked at side by side, with what they are about, if anything. */
export interface Several {
  readonly kind: 'several';
  readonly context: Painted | null;
  readonly items: readonly Painted[];
}

/** Where the parts of an item are. */
interface Places {
  readonly data: { readonly url: string } | null;
  readonly items?: readonly { readonly data: { readonly url: string } }[] | undefined;
}

/** The item cannot be shown: its host does not answer, or it is no image and no text. */
class BrokenMedia extends Error {
  override readonly name = 'BrokenMedia';
}

const loadMsMax = 30_000;
/** More than anyone reads for one label; a page of millions of characters would freeze the browser. */
const textCharsMax = 200_000;

/** Lets go of what a page holds of it. */
export function release(media: Painted | Several): void {
  if (media.kind === 'image') media.release();
  if (media.kind !== 'several') return;
  for (const part of [media.context, ...media.items]) if (part !== null) release(part);
}

/**
 * Fetches what an assignment shows and decodes it, all or nothing. Throws BrokenMedia, or a ASGGatewayConnectionError where the
 * network is away.
 */
export async function loadItem({ data, items }: Places, signal: AbortSignal): Promise<Media> {
  if (items === undefined) return loadMedia(data?.url ?? '', signal);
  const [about, ...compared] = await Promise.allSettled([
    data === null ? null : loadMedia(data.url, signal),
    ...items.map((item) => loadMedia(item.data.url, signal)),
  ]);
  const settled = [about, ...compared];
  const failed = settled.filter((part) => part.status === 'rejected').map(({ reason }): unknown => reason);
  if (failed.length > 0) {
    for (const part of settled) if (part.status === 'fulfilled' && part.value !== null) release(part.value);
    throw failed.find((reason) => reason instanceof ASGGatewayConnectionError) ?? failed[0];
  }
  const painted = compared.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
  const context = about.status === 'fulfilled' ? about.value : null;
  const itemToken = painted.map((part) => part.itemToken).find((token) => token !== null) ?? null;
  return { kind: 'several', context, items: painted, itemToken };
}

async function loadMedia(url: string, signal: AbortSignal): Promise<Loaded> {
  // A timeout of the platform's own would stay with its signals for its 30 s, however early the item came.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), loadMsMax);
  const limit = AbortSignal.any([signal, late.signal]);
  let response: Response;
  let bytes: Blob;
  try {
    response = await fetch(serverPlace() + url, { credentials: 'same-origin', signal: limit });
    bytes = await response.blob();
  } catch (error) {
    throw new ASGGatewayConnectionError('the item did not arrive', { cause: error });
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw new BrokenMedia(`HTTP ${response.status}`);
  return { ...(await painted(bytes, response.headers)), itemToken: response.headers.get('x-item-token') };
}

async function painted(bytes: Blob, headers: Headers): Promise<Painted> {
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('image/')) return decodedImage(bytes, headers);
  if (type.startsWith('text/') || type.startsWith('application/json')) return decodedText(bytes, type);
  throw new BrokenMedia(`neither image nor text: ${type}`);
}

async function decodedImage(bytes: Blob, headers: Headers): Promise<Painted> {
  const url = URL.createObjectURL(bytes);
  const element = new Image();
  element.src = url;
  element.draggable = false;
  try {
    await element.decode();
  } catch (error) {
    URL.revokeObjectURL(url);
    throw new BrokenMedia('the image cannot be decoded', { cause: error });
  }
  const size = {
    width: Number(headers.get('x-item-width') ?? element.naturalWidth),
    height: Number(headers.get('x-item-height') ?? element.naturalHeight),
  };
  return { kind: 'image', element, size, release: () => URL.revokeObjectURL(url) };
}

async function decodedText(bytes: Blob, type: string): Promise<Painted> {
  const charset = /charset=["']?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  const text = decoderOf(charset).decode(await bytes.arrayBuffer());
  return { kind: 'text', text: text.slice(0, textCharsMax), cut: text.length > textCharsMax };
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
