import { isPictureName, isZip } from '@asg/formats';
import type { ZipSummary } from '@asg/formats/zips';
import type { DroppedFile } from '@asg/ui';

/** A zip that was looked into: what is in it, and its first pictures. */
export interface ZipSheet extends ZipSummary {
  readonly file: File;
  readonly sample: readonly DroppedFile[];
}

const headBytes = 4;
const sampleMax = 8;
const sampleBytesMax = 10 * 1_048_576;

/** Null: the file is no zip, whatever it is called. Rejects with a `FileRefused`. */
export async function lookIntoZip(file: File): Promise<ZipSheet | null> {
  if (!isZip(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()))) return null;
  const { blobSource, checkZip, ZippedFileRefused, zippedFiles } = await import('@asg/formats/zips');
  const source = blobSource(file);
  const summary = await checkZip(source, Number.POSITIVE_INFINITY);
  const sample: DroppedFile[] = [];
  for await (const { name: path, read } of zippedFiles(source)) {
    if (sample.length === sampleMax) break;
    if (!isPictureName(path)) continue;
    try {
      const bytes = new Uint8Array(await read(sampleBytesMax));
      sample.push({ path, file: new File([bytes], path.split('/').at(-1) ?? path) });
    } catch (error) {
      // The job will name it; here another is shown.
      if (!(error instanceof ZippedFileRefused)) throw error;
    }
  }
  return { ...summary, file, sample };
}
