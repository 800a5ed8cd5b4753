import { backoffMs } from '@asg/domain/backoff';
import type { DroppedFile } from '@asg/ui';

/** A picture that the server keeps, by the address that tasks name it by. */
export interface Kept {
  readonly path: string;
  readonly dataUrl: string;
}

/** A picture that the server does not take, and why. */
export interface RefusedPicture {
  readonly path: string;
  readonly reason: string;
}

/** How far it is. */
export interface UploadState {
  readonly kept: number;
  readonly refused: readonly RefusedPicture[];
}

/** What came of all, in their order. */
export interface Uploaded {
  readonly kept: readonly Kept[];
  readonly refused: readonly RefusedPicture[];
}

export interface UploadParts {
  /** Gives a picture to the server: what tasks name it by. */
  readonly send: (file: File, signal: AbortSignal) => Promise<string>;
  readonly verdictOn: (error: unknown) => Verdict;
  readonly memory: UploadMemory;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onState: (state: UploadState) => void;
}

/**
 * What a failure means: the picture is refused; it is to be sent again, after so many ms or as the attempts go; or nothing more can be
 * sent.
 */
export type Verdict =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'again'; readonly afterMs: number | null }
  | { readonly kind: 'over' };

/** What was sent already, so that nothing is sent twice after a reload. */
export interface UploadMemory {
  get(key: string): string | null;
  set(key: string, dataUrl: string): void;
}

/** The server takes four at once. */
const atOnce = 3;
const attemptsMax = 6;
const pauses = { firstMs: 500, maxMs: 15_000, jitter: 0.5 };
const evenShare = 0.5;

/** A file as it is known again when it is dropped once more. */
const keyOf = ({ file, path }: DroppedFile): string => `${path} ${file.size} ${file.lastModified}`;

/**
 * Gives pictures to the server, some at a time, and tells how far it is. Refused ones are named and the others go on; resolves when
 * each is one of both, rejects with what stops all: the signal, the network after several attempts, room that is used up.
 */
export async function upload(
  pictures: readonly DroppedFile[],
  { send, verdictOn, memory, wait, onState }: UploadParts,
  stop: AbortSignal,
): Promise<Uploaded> {
  const kept = new Map<number, Kept>();
  const refused = new Map<number, RefusedPicture>();
  const failed = new AbortController();
  const signal = AbortSignal.any([stop, failed.signal]);
  let next = 0;
  const outcomeOf = async (picture: DroppedFile): Promise<Kept | RefusedPicture> => {
    const { path, file } = picture;
    const key = keyOf(picture);
    const known = memory.get(key);
    if (known !== null) return { path, dataUrl: known };
    for (let attempt = 1; ; ) {
      try {
        const dataUrl = await send(file, signal);
        memory.set(key, dataUrl);
        return { path, dataUrl };
      } catch (error) {
        signal.throwIfAborted();
        const verdict = verdictOn(error);
        if (verdict.kind === 'refused') return { path, reason: verdict.reason };
        if (verdict.kind === 'over' || attempt >= attemptsMax) throw error;
        await wait(verdict.afterMs ?? backoffMs(pauses, attempt, evenShare), signal);
        // Who is only asked to wait has not failed.
        if (verdict.afterMs === null) attempt++;
      }
    }
  };
  const worker = async (): Promise<void> => {
    for (let at = next++; at < pictures.length; at = next++) {
      const picture = pictures[at];
      if (picture === undefined) return;
      signal.throwIfAborted();
      const outcome = await outcomeOf(picture);
      if ('dataUrl' in outcome) kept.set(at, outcome);
      else refused.set(at, outcome);
      onState({ kept: kept.size, refused: [...refused.values()] });
    }
  };
  const workers = Array.from({ length: atOnce }, async () => {
    try {
      await worker();
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  });
  await Promise.all(workers);
  return { kept: inOrder(kept), refused: inOrder(refused) };
}

const inOrder = <T>(found: ReadonlyMap<number, T>): readonly T[] =>
  [...found].toSorted(([one], [other]) => one - other).map(([, value]) => value);

/** A manifest of pictures: each comes back with its place in the folder. `common`: what else is said of each. */
export const pictureManifest = (
  kept: readonly Kept[],
  common: Readonly<Record<string, unknown>> = {},
): Blob =>
  new Blob(
    kept.map(
      ({ path, dataUrl }) =>
        `${JSON.stringify({ ...common, data_url: dataUrl, metadata: { file: path } })}\n`,
    ),
  );
