import { messageOf } from '@asg/domain/errors';
import { type ASGGatewayClient, ASGGatewayHTTPError } from '@asg/sdk';
import { openPictureFiles, type PictureFile } from '../files/picture-files.ts';
import { UsageError } from '../terminal/exit.ts';
import { openProgress } from '../terminal/progress.ts';
import { type FiledTask, type LineNote, type TaskFile, tasksMax } from './task-file.ts';

/** Each is in memory while it is sent. */
const atOnce = 4;
/** What a server says of one file: the others go on. */
const ofTheFile: ReadonlySet<number> = new Set([400, 413, 415]);

/**
 * Gives the files of a folder or a zip as assets; each is a task that shows it, its name in the metadata. The same file given again is
 * the same asset. Null: the path is neither. Throws a UsageError where nothing of it can be used.
 */
export async function givePictures(
  connected: () => ASGGatewayClient,
  path: string,
  isQuiet: boolean,
  signal: AbortSignal,
): Promise<TaskFile | null> {
  await using found = await openPictureFiles(path);
  if (found === null) return null;
  const { files, passedOver } = found;
  if (files.length > tasksMax) throw new UsageError(`${path}: there are more than ${tasksMax} files in it`);
  const client = connected();
  using progress = openProgress(['given'], isQuiet);
  const outcomes: (FiledTask | LineNote)[] = [];
  const waiting = files.entries();
  let done = 0;
  const lane = async (): Promise<void> => {
    for (const [index, file] of waiting) {
      signal.throwIfAborted();
      outcomes[index] = await given(client, file, index + 1, signal);
      progress.update('given', ++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const tasks = outcomes.filter((outcome) => 'task' in outcome);
  const refused = outcomes.filter((outcome) => 'reason' in outcome);
  if (tasks.length === 0) {
    const said = refused.map(({ reason }) => `\n  ${reason}`).join('');
    throw new UsageError(`${path}: there is no picture or text in it${said}`);
  }
  const notices = passedOver.map((name) => ({ line: 0, reason: `${name} is passed over` }));
  return { tasks, refused, notices };
}

async function given(
  client: ASGGatewayClient,
  file: PictureFile,
  line: number,
  signal: AbortSignal,
): Promise<FiledTask | LineNote> {
  const { name } = file;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(await file.read());
  } catch (error) {
    return { line, reason: `${name}: ${messageOf(error)}` };
  }
  try {
    const { data_url } = await client.assets.upload(new Blob([bytes]), { signal });
    return { line, task: { data_url, metadata: { file: name } } };
  } catch (error) {
    if (!(error instanceof ASGGatewayHTTPError) || !ofTheFile.has(error.status)) throw error;
    return { line, reason: `${name}: ${error.message}` };
  }
}
