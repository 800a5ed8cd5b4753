import type { PictureFormat } from '../formats.ts';
import type { Inspection, PictureResult } from '../results.ts';

/** What a child is asked for: a picture to be shown, its thumbnail, or whether it can be decoded. */
export type Work = 'show' | 'thumbnail' | 'inspect';

export interface Request {
  readonly work: Work;
  readonly format: PictureFormat;
  readonly bytes: Uint8Array;
}

/** The first message of a child: it has all that it needs. */
export const ready = 'ready';

/** `memoryBytes`: what the child takes up now. */
export interface Answer<Result = PictureResult | Inspection> {
  readonly result: Result;
  readonly memoryBytes: number;
}
