import { ASGGatewayHTTPError } from '@asg/sdk';
import { connect, type ServerOptions } from '../account/connect.ts';
import { assertWritable, type ExportOptions, exportQuery, writeExport } from '../exports/export.ts';
import { NotYet } from '../terminal/exit.ts';

interface JobExportOptions extends ServerOptions, ExportOptions {
  readonly partial: boolean;
}

/** Writes the export of a job, or of a batch by its id. */
export async function exportJob(id: string, options: JobExportOptions, signal: AbortSignal): Promise<void> {
  assertWritable(options);
  const client = connect(options);
  const query = exportQuery(options);
  const body = await (id.startsWith('bat_')
    ? client.batches.export(id, query, { signal })
    : client.jobs.export(id, { ...query, partial: options.partial || undefined }, { signal })
  ).catch((error: unknown) => {
    const isEarly = error instanceof ASGGatewayHTTPError && error.status === 409;
    throw isEarly ? new NotYet(`${id} is not completed yet: --partial takes what there is`) : error;
  });
  await writeExport(body, options, signal);
}
