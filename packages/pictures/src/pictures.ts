import type { Clock } from '@asg/runtime';
import type { Work } from './child/messages.ts';
import { Decoder } from './decoder.ts';
import { notDecoded, pictureFormatOf, unsupportedWords } from './formats.ts';
import { plainPicture } from './plain/plain.ts';
import { type Inspection, type PictureResult, refused } from './results.ts';

export interface PictureBounds {
  /** Processes that decode at once. */
  readonly decoders: number;
  /** How long one picture may take, ms. */
  readonly workMs: number;
  /** Memory that each may take for a picture, beside the program, bytes. */
  readonly workBytes: number;
  /** Pictures that wait; one more is refused as busy. */
  readonly waiting: number;
}
export const pictureBounds: PictureBounds = {
  decoders: 2,
  workMs: 20_000,
  workBytes: 640 * 1024 * 1024,
  waiting: 64,
};

/**
 * Pictures as browsers show them, without metadata. What has to be decoded is, in processes apart from the server, started
 * when the first picture needs one: bounded in number, memory and time, as strangers send what is decoded.
 */
export class Pictures implements Disposable {
  readonly #clock: Clock;
  readonly #bounds: PictureBounds;
  readonly #free: Decoder[];
  readonly #all: readonly Decoder[];
  readonly #waiting: ((decoder: Decoder) => void)[] = [];

  constructor(clock: Clock, bounds: Partial<PictureBounds> = {}) {
    this.#clock = clock;
    this.#bounds = { ...pictureBounds, ...bounds };
    this.#all = Array.from({ length: this.#bounds.decoders }, () => new Decoder(this.#bounds.workBytes));
    this.#free = [...this.#all];
  }

  /** The picture for a worker's browser; as it is where it is plain. Never rejects. */
  async normalise(bytes: Uint8Array): Promise<PictureResult> {
    const format = pictureFormatOf(bytes);
    const picture = format === null ? null : plainPicture(bytes, format);
    if (picture !== null) return { ok: true, picture };
    return pictureOf(await this.#work('show', bytes));
  }

  /** A small WebP of its first frame, 320 pixels on its longest side at most. Never rejects. */
  async thumbnail(bytes: Uint8Array): Promise<PictureResult> {
    return pictureOf(await this.#work('thumbnail', bytes));
  }

  /** Decodes the whole of it, to refuse at submission what nobody could look at. Never rejects. */
  async inspectPicture(bytes: Uint8Array): Promise<Inspection> {
    const result = await this.#work('inspect', bytes);
    return !result.ok || 'format' in result ? result : refused('damaged', 'it cannot be decoded');
  }

  /** Ends the processes. */
  [Symbol.dispose](): void {
    for (const decoder of this.#all) decoder.end();
  }

  async #work(work: Work, bytes: Uint8Array): Promise<PictureResult | Inspection> {
    const format = pictureFormatOf(bytes);
    if (format === null) return refused('unsupported', 'it is no picture of a known format');
    const name = notDecoded[format];
    if (name !== undefined) return refused('unsupported', unsupportedWords(name));
    if (this.#free.length === 0 && this.#waiting.length >= this.#bounds.waiting)
      return refused('busy', 'too many pictures are being decoded');
    const decoder =
      this.#free.pop() ?? (await new Promise<Decoder>((resolve) => this.#waiting.push(resolve)));
    const late = new AbortController();
    const done = new AbortController();
    void this.#clock.sleep(this.#bounds.workMs, done.signal).then(() => late.abort());
    try {
      return await decoder.work({ work, format, bytes }, late.signal);
    } finally {
      done.abort();
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(decoder);
      else next(decoder);
    }
  }
}

function pictureOf(result: PictureResult | Inspection): PictureResult {
  return !result.ok || 'picture' in result ? result : refused('damaged', 'it cannot be decoded');
}
