import type { PictureFormat } from './formats.ts';

/** The content types of what is given to browsers. SVG is none of them: it can run what is in it. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A picture as every browser shows it, without metadata. `size`: of the original as it is seen, which may be larger than this. */
export interface Picture {
  readonly contentType: PictureType;
  readonly bytes: Uint8Array;
  readonly size: PictureSize;
}

/**
 * `unsupported`: a format that is named, but not read. `truncated`, `damaged`: its bytes. `too_large`: its dimensions, or what
 * decoding takes of memory and time. `busy`: not its fault, and worth another try.
 */
export type PictureRefusal = 'unsupported' | 'truncated' | 'damaged' | 'too_large' | 'busy';

interface Refused {
  readonly ok: false;
  readonly reason: PictureRefusal;
  /** For people, of the picture: "it is truncated". */
  readonly message: string;
}

export type PictureResult = { readonly ok: true; readonly picture: Picture } | Refused;

/** Of a picture that was decoded whole. Dimensions in pixels, as it is shown. */
export type Inspection = (PictureSize & { readonly ok: true; readonly format: PictureFormat }) | Refused;

export const tooMuchMemory = 'decoding it takes more memory than is allowed';

export const refused = (reason: PictureRefusal, message: string): Refused => ({ ok: false, reason, message });
