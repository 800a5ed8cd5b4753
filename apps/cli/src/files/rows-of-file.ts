import { createReadStream } from 'node:fs';
import { messageOf } from '@asg/domain/errors';
import { FileRefused, type FormatName, type Row, rowsOf } from '@asg/formats';
import { UsageError } from '../terminal/exit.ts';

interface HowToRead {
  readonly format?: FormatName | undefined;
  readonly encoding?: string | undefined;
  /** More is refused. */
  readonly bytesMax?: number;
}

/** The rows of a file, `-` for standard input. Throws a UsageError where it cannot be read, or not as text. */
export async function* rowsOfFile(
  file: string,
  { format, encoding, bytesMax }: HowToRead,
): AsyncGenerator<Row> {
  const bytes: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file);
  const rows = rowsOf(bytesMax === undefined ? bytes : atMost(bytes, bytesMax, file), {
    format: format ?? null,
    encoding: encoding ?? null,
  });
  try {
    for (;;) {
      const { done, value } = await rows.next();
      if (done === true) return;
      yield value;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const said = messageOf(error);
    throw new UsageError(
      error instanceof FileRefused ? `${file}: ${said}` : `${file} cannot be read: ${said}`,
    );
  } finally {
    await rows.return(undefined);
  }
}

async function* atMost(
  bytes: AsyncIterable<Uint8Array>,
  bytesMax: number,
  file: string,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > bytesMax) throw new UsageError(`${file}: is too large for this: use \`asg jobs upload\``);
    yield piece;
  }
}
