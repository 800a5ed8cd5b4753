import { ASGGatewayConnectionError } from '@asg/sdk';

/** What an item shows, ready to be painted. */
export type Media = Painted & {
  /** Says that it was fetched: goes with the label. */
  readonly itemToken: string | null;
};
type Painted =
  | { readonly kind: 'image'; readonly element: HTMLImageElement; readonly release: () => void }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean };

/** The item cannot be shown: its host does not answer, or it is no image and no text. */
class BrokenMedia extends Error {
  override readonly name = 'BrokenMedia';
}

const loadMsMax = 30_000;
/** More than anyone reads for one label; a page of millions of characters would freeze the browser. */
const textCharsMax = 200_000;

/** Fetches an item and decodes it. Throws BrokenMedia, or a ASGGatewayConnectionError where the network is away. */
export async function loadMedia(url: string, signal: AbortSignal): Promise<Media> {
  // A timeout of the platform's own would stay with its signals for its 30 s, however early the item came.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), loadMsMax);
  const limit = AbortSignal.any([signal, late.signal]);
  let response: Response;
  let bytes: Blob;
  try {
    response = await fetch(url, { credentials: 'same-origin', signal: limit });
    bytes = await response.blob();
  } catch (error) {
    throw new ASGGatewayConnectionError('the item did not arrive', { cause: error });
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw new BrokenMedia(`HTTP ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  return { ...(await painted(bytes, type)), itemToken: response.headers.get('x-item-token') };
}

async function painted(bytes: Blob, type: string): Promise<Painted> {
  if (type.startsWith('image/')) return decodedImage(bytes);
  if (type.startsWith('text/') || type.startsWith('application/json')) return decodedText(bytes, type);
  throw new BrokenMedia(`neither image nor text: ${type}`);
}

async function decodedImage(bytes: Blob): Promise<Painted> {
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
  return { kind: 'image', element, release: () => URL.revokeObjectURL(url) };
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
