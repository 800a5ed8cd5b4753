import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { codeOf, messageOf } from '@asg/domain/errors';
import { ASGGatewayHTTPError, type ExportJobQuery } from '@asg/sdk';
import { connect, type ServerOptions } from '../account/connect.ts';
import { NotYet, UsageError } from '../terminal/exit.ts';

interface ExportOptions extends ServerOptions {
  readonly format: NonNullable<ExportJobQuery['format']>;
  readonly partial: boolean;
  readonly out?: string;
}

/** Streams the export to standard output, or to a file that is there only once all has arrived. */
export async function exportJob(jobId: string, options: ExportOptions, signal: AbortSignal): Promise<void> {
  const { format, partial, out } = options;
  const query = { format, partial: partial ? true : undefined };
  const body = await connect(options)
    .jobs.export(jobId, query, { signal })
    .catch((error: unknown) => {
      const isEarly = error instanceof ASGGatewayHTTPError && error.status === 409;
      throw isEarly ? new NotYet(`${jobId} is not completed yet: --partial takes what there is`) : error;
    });
  const source = Readable.fromWeb(body as ReadableStream);
  if (out === undefined) {
    // Standard output stays open: it is not ours to close.
    for await (const chunk of source) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
    return;
  }
  const draft = `${out}.part`;
  try {
    await pipeline(source, createWriteStream(draft), { signal });
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw isFileError(error) ? new UsageError(`${out} cannot be written: ${messageOf(error)}`) : error;
  }
}

const isFileError = (error: unknown): boolean =>
  ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS'].includes(String(codeOf(error)));
