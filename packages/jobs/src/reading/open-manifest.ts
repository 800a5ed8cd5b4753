import type { JobRecord, ManifestCursor } from '@asg/domain';
import { TaskRows } from '@asg/domain/rows';
import { encodingOf, plainLines } from '@asg/formats';
import type { JobBounds } from '../bounds.ts';
import type { Manifests } from '../manifests.ts';
import { type Chunk, ManifestRows } from './manifest-rows.ts';

/** A manifest that is being read, from where its job's cursor is. */
export interface OpenedManifest {
  readonly chunks: AsyncGenerator<Chunk>;
  readonly rows: ManifestRows;
  /** How it is read on; null: as older versions did. */
  readonly form: NonNullable<ManifestCursor['form']> | null;
  readonly tag: string | null;
}

/**
 * Opens a job's manifest to be read on. Plain lines of JSON go on from their byte; all else from the beginning, and what was
 * applied is passed over. Rejects with an `ObjectStoreFailure`, reading also with what `ManifestRows` throws.
 */
export async function openManifest(
  manifests: Manifests,
  job: JobRecord,
  bounds: JobBounds,
  signal: AbortSignal,
): Promise<OpenedManifest> {
  const { cursor, encoding = null, textColumn = null } = job;
  const { offset, line: place, usefulEnd = 0 } = cursor;
  const rows = new ManifestRows(new TaskRows({ textColumn }), bounds);
  const isOld = cursor.form === undefined && offset > 0;
  const goesOn = isOld || cursor.form === 'lines';
  const { tag, body } = await manifests.open(job, goesOn ? offset : 0, signal);
  if (goesOn)
    return { chunks: rows.lines(body, { offset, place }, isOld), rows, form: isOld ? null : 'lines', tag };
  const isUtf8 = encoding === null || encodingOf(encoding) === 'utf-8';
  const plain = cursor.form === 'rows' || !isUtf8 ? { isPlain: false, bytes: body } : await plainLines(body);
  const chunks = plain.isPlain
    ? rows.lines(plain.bytes, { offset: 0, place }, false)
    : rows.rows(plain.bytes, { offset: 0, place }, encoding, usefulEnd);
  return { chunks, rows, form: plain.isPlain ? 'lines' : 'rows', tag };
}
