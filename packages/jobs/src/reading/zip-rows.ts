import { type Assets, AssetsUnavailable } from '@asg/assets';
import { assetsFull, assetsUnreachable, assetUrl } from '@asg/domain';
import { SameItems } from '@asg/domain/rows';
import { leftBySystem } from '@asg/formats';
import { checkZip, type ZippedFile, ZippedFileRefused, type ZipSource, zippedFiles } from '@asg/formats/zips';
import { ObjectStoreFailure } from '@asg/object-store';
import type { Clock } from '@asg/runtime';
import type { JobBounds } from '../bounds.ts';
import { Waits } from '../waits.ts';
import { type Chunk, ChunkBuilder, type Found } from './chunk.ts';

/** Files of one zip that are in memory: as many as are decoded at once. */
const atOnce = 2;
/** Files that are applied together: what they cost was paid already, and their job shows how far it is. */
const chunkFiles = 25;
const busyMs = 1_000;
const busyMax = 15;
const itemsRemembered = 10_000;
const ofTables = 'encoding and text_column are for tables, and not used: this is a zip of files';

/** Reads a zip on as chunks of rows, of which each is a file: kept as an asset, and its name as the metadata of its task. */
export class ZipRows {
  readonly #assets: Pick<Assets, 'receive' | 'bytesMax'>;
  readonly #clock: Clock;
  readonly #bounds: JobBounds;
  readonly #items = new SameItems(itemsRemembered);
  /** Bytes that were fetched. */
  bytes = 0;
  /** It is being fetched, or what was applied before is passed over. */
  isPassingOver = true;

  constructor(assets: Pick<Assets, 'receive' | 'bytesMax'>, clock: Clock, bounds: JobBounds) {
    this.#assets = assets;
    this.#clock = clock;
    this.#bounds = bounds;
  }

  /**
   * The files behind the first `after`. Once `signal` aborts, those that are in memory are the last. Throws a `FileRefused` where the zip
   * cannot be read, `Waits` where the customer has no room for more assets.
   */
  async *chunks(
    source: ZipSource,
    {
      customerId,
      after,
      isNamed,
    }: { readonly customerId: string; readonly after: number; readonly isNamed: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<Chunk> {
    let chunk = new ChunkBuilder(after, 0);
    const under: { readonly file: ZippedFile; readonly outcome: Promise<Outcome> }[] = [];
    const take = async (): Promise<void> => {
      const next = under.shift();
      if (next === undefined) return;
      const { number, name } = next.file;
      const outcome = await next.outcome;
      if ('error' in outcome) throw outcome.error;
      const said = outcome.kind === 'task' ? this.#items.noticeOf(outcome.task, number) : null;
      if (said !== null) chunk.note(number, said);
      chunk.add(number, number, 0, outcome, name);
      chunk.pass(number, 0);
    };
    try {
      if (after === 0) {
        const summary = await checkZip(source, this.#bounds.manifestBytesMax);
        if (summary.leftBySystem > 0) chunk.note(1, leftBySystem);
        if (isNamed) chunk.note(1, ofTables);
      }
      for await (const file of zippedFiles(source, after)) {
        this.isPassingOver = false;
        under.push({ file, outcome: this.#outcomeOf(customerId, file, signal) });
        if (under.length === atOnce) await take();
        if (chunk.count < chunkFiles && !(signal.aborted && chunk.count > 0)) continue;
        const { built } = chunk;
        chunk = new ChunkBuilder(built.place, 0);
        yield built;
      }
      while (under.length > 0) await take();
    } catch (error) {
      if (!chunk.isEmpty) yield chunk.built;
      throw error;
    } finally {
      // They still read the source.
      await Promise.all(under.map(({ outcome }) => outcome));
    }
    if (!chunk.isEmpty) yield chunk.built;
  }

  async #outcomeOf(customerId: string, file: ZippedFile, signal: AbortSignal): Promise<Outcome> {
    try {
      return await this.#found(customerId, file, signal);
    } catch (error) {
      if (error instanceof ZippedFileRefused) return wrong(error.message);
      return { error: error instanceof AssetsUnavailable ? new Waits(assetsUnreachable) : error };
    }
  }

  async #found(customerId: string, file: ZippedFile, signal: AbortSignal): Promise<Found> {
    const bytes = await file.read(this.#assets.bytesMax);
    for (let attempt = 1; ; attempt++) {
      const result = await this.#assets.receive(customerId, [bytes]);
      switch (result.kind) {
        case 'made':
        case 'known': {
          const task = { data_url: assetUrl(result.asset.sha256), metadata: { file: file.name } };
          return { kind: 'task', task };
        }
        case 'too_large':
          return wrong(`is larger than ${result.bytesMax} bytes`);
        case 'unsupported':
          return wrong(result.reason);
        case 'no_room':
          throw new Waits(assetsFull(result.bytesMax));
        case 'busy':
          if (attempt >= busyMax)
            throw new ObjectStoreFailure('unavailable', 'too many pictures are being looked at');
          await this.#clock.sleep(busyMs, signal);
      }
    }
  }
}

type Outcome = Found | { readonly error: unknown };

/** `reason`: the end of a sentence on the file. */
const wrong = (reason: string): Found => ({ kind: 'wrong', reason: `it ${reason}` });
