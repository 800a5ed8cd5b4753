import type { Assets } from '@asg/assets';
import type { JobRecord, ManifestCursor } from '@asg/domain';
import { TaskRows } from '@asg/domain/rows';
import { encodingOf, formOf } from '@asg/formats';
import type { Clock } from '@asg/runtime';
import type { JobBounds } from '../bounds.ts';
import type { Manifests } from '../manifests.ts';
import type { Chunk } from './chunk.ts';
import { ManifestRows } from './manifest-rows.ts';
import { openZipFile } from './zip-file.ts';
import { ZipRows } from './zip-rows.ts';

/** How far the reading of a manifest is. */
export interface Reading {
  /** Bytes that were read, or fetched. */
  readonly bytes: number;
  /** Nothing of it can be applied yet: what was applied before is passed over, or it is fetched whole. */
  readonly isPassingOver: boolean;
}

/** A manifest that is being read, from where its job's cursor is. */
export interface OpenedManifest {
  readonly chunks: AsyncGenerator<Chunk>;
  readonly reading: Reading;
  /** How it is read on; null: as older versions did. */
  readonly form: NonNullable<ManifestCursor['form']> | null;
  readonly tag: string | null;
}

/** What manifests are read with. */
export interface ReadingParts {
  readonly manifests: Manifests;
  /** Keeps the files of zips. */
  readonly assets: Pick<Assets, 'receive' | 'bytesMax'>;
  readonly bounds: JobBounds;
  readonly clock: Clock;
}

/**
 * Opens a job's manifest to be read on. Plain lines of JSON go on from their byte, zips from their file; all else from the beginning,
 * and what was applied is passed over. Rejects with an `ObjectStoreFailure`, reading also with what `ManifestRows` and `ZipRows` throw.
 */
export async function openManifest(
  parts: ReadingParts,
  job: JobRecord,
  signal: AbortSignal,
): Promise<OpenedManifest> {
  const { cursor, encoding = null, textColumn = null } = job;
  const { offset, line: place, usefulEnd = 0 } = cursor;
  const rows = new ManifestRows(new TaskRows({ textColumn }), parts.bounds);
  const isOld = cursor.form === undefined && offset > 0;
  const goesOn = isOld || cursor.form === 'lines';
  if (cursor.form === 'zip') return openedZip(parts, job, null, cursor.tag, signal);
  const { tag, body } = await parts.manifests.open(job, goesOn ? offset : 0, signal);
  if (goesOn)
    return {
      chunks: rows.lines(body, { offset, place }, isOld),
      reading: rows,
      form: isOld ? null : 'lines',
      tag,
    };
  const { form: told, bytes } =
    cursor.form === 'rows' ? { form: cursor.form, bytes: body } : await formOf(body);
  if (told === 'zip') return openedZip(parts, job, bytes, tag, signal);
  const isPlain = told === 'lines' && (encoding === null || encodingOf(encoding) === 'utf-8');
  const chunks = isPlain
    ? rows.lines(bytes, { offset: 0, place }, false)
    : rows.rows(bytes, { offset: 0, place }, encoding, usefulEnd);
  return { chunks, reading: rows, form: isPlain ? 'lines' : 'rows', tag };
}

/** `body`: where it is open already. */
function openedZip(
  { manifests, assets, bounds, clock }: ReadingParts,
  job: JobRecord,
  body: AsyncIterable<Uint8Array> | null,
  tag: string | null,
  signal: AbortSignal,
): OpenedManifest {
  const reading = new ZipRows(assets, clock, bounds);
  const chunks = async function* (): AsyncGenerator<Chunk> {
    const path = await manifests.fileOf(job, body, bounds, signal, (length) => {
      reading.bytes += length;
    });
    await using source = await openZipFile(path);
    const { customerId, cursor, encoding, textColumn } = job;
    const isNamed = encoding !== undefined || textColumn !== undefined;
    yield* reading.chunks(source, { customerId, after: cursor.line, isNamed }, signal);
  };
  return { chunks: chunks(), reading, form: 'zip', tag };
}
