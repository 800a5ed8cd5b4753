import type { ItemExtent } from '@asg/domain';
import type { itemKinds, TaskType } from '@asg/domain/names';
import { type PictureRefusal, type Pictures, type PictureType, pictureFormatOf } from '@asg/pictures';
import { codePointsOf, readText } from './text.ts';

/** An item as a browser gets it. `extent`: of a picture its original's, which may be larger. */
export interface Media {
  readonly contentType: PictureType | 'text/plain; charset=utf-8';
  readonly bytes: Uint8Array;
  readonly extent: ItemExtent;
}

/** What an item cannot be shown for; `reason` is for people: "its host answered 404". */
export interface NotShown {
  readonly kind: 'unavailable' | 'unsupported' | 'too_large';
  readonly reason: string;
  /** `silence`: nobody answered. `own`: the server had no time for it. Not there: the item's. */
  readonly fault?: 'silence' | 'own';
}
export type Shown = { readonly kind: 'media'; readonly media: Media } | NotShown;

export const notShown = (kind: NotShown['kind'], reason: string, fault?: NotShown['fault']): NotShown => ({
  kind,
  reason,
  ...(fault !== undefined && { fault }),
});

const refusals: Readonly<Record<PictureRefusal, NotShown['kind']>> = {
  unsupported: 'unsupported',
  truncated: 'unsupported',
  damaged: 'unsupported',
  too_large: 'too_large',
  busy: 'unavailable',
};

/**
 * What the bytes are, by themselves: a picture, normalised, or text. `declared` is the host's Content-Type: it tells the charset of a
 * text, and that something was meant to be a picture. A drawing (SVG) is rasterised, or text where `wants` says that texts are
 * looked at; HTML is text: neither is ever given to a browser as what it is. Never rejects.
 */
export async function shownItem(
  pictures: Pictures,
  { bytes, declared }: { readonly bytes: Uint8Array; readonly declared: string | null },
  wants: (typeof itemKinds)[TaskType],
): Promise<Shown> {
  const format = pictureFormatOf(bytes);
  const isMeant = /^\s*(image|audio|video)\//i.test(declared ?? '');
  if (format !== null && (format !== 'svg' || isMeant || wants === 'image')) {
    const result = await pictures.normalise(bytes);
    if (result.ok) {
      const { size: extent, ...picture } = result.picture;
      return { kind: 'media', media: { ...picture, extent } };
    }
    const fault = result.reason === 'busy' ? 'own' : undefined;
    return notShown(refusals[result.reason], result.message, fault);
  }
  if (isMeant) return notShown('unsupported', 'it is no picture, though its host says so');
  const read = readText(bytes, declared);
  if (!read.ok) return notShown('unsupported', read.reason);
  const extent = { length: codePointsOf(read.text) };
  return {
    kind: 'media',
    media: { contentType: 'text/plain; charset=utf-8', bytes: Buffer.from(read.text), extent },
  };
}
