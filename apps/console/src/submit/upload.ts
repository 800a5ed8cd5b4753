import type { BodyOf } from '@asg/sdk/browser';
import { ApiError, NetworkError } from '@asg/sdk/browser';
import { lineOf, type Mapping } from './mapping.ts';
import { type Format, readRows } from './rows.ts';
import { labelSpecOf, type Spec } from './spec.ts';

/** What is written at once, characters: few parts, and none of them large. */
const pieceLength = 1_000_000;

/** The file as a manifest; the browser may keep its parts on disk. `onProgress`: 0 to 1. */
export async function manifestOf(
  file: File,
  format: Format,
  mapping: Mapping,
  onProgress: (share: number) => void,
): Promise<Blob> {
  const parts: Blob[] = [];
  let piece = '';
  const flush = (): void => {
    parts.push(new Blob([piece]));
    piece = '';
  };
  await readRows(file, format, (rows, bytes) => {
    for (const row of rows) piece += `${JSON.stringify(lineOf(row, mapping))}\n`;
    if (piece.length >= pieceLength) flush();
    onProgress(Math.min(1, bytes / Math.max(1, file.size)));
  });
  flush();
  return new Blob(parts);
}

/** Submits a manifest as a job. `onProgress`: how much of it is on its way, 0 to 1. */
export function uploadJob(
  manifest: Blob,
  { spec, name }: { readonly spec: Spec; readonly name: string },
  onProgress: (share: number) => void,
): Promise<BodyOf<'submitJob', 202>> {
  const form = new FormData();
  if (name.trim() !== '') form.append('name', name.trim());
  form.append('task_type', spec.type);
  form.append('label_spec', JSON.stringify(labelSpecOf(spec)));
  form.append('consensus_threshold', String(spec.threshold));
  form.append('file', manifest, 'manifest.jsonl');
  return new Promise((resolve, reject) => {
    // Not `fetch`: it does not tell how far an upload is.
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/jobs');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(loaded / Math.max(1, total)),
    );
    request.addEventListener('error', () => reject(new NetworkError('the upload broke off')));
    request.addEventListener('load', () => {
      if (request.status === 202) resolve(request.response as BodyOf<'submitJob', 202>);
      else reject(new ApiError(request.status, (request.response as object | null) ?? {}, null));
    });
    request.send(form);
  });
}
