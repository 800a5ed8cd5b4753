import { leftBySystem } from '@asg/formats';
import type { ASGGatewayClient } from '@asg/sdk';
import { giveFiles } from '../files/give-files.ts';
import { openPictureFiles } from '../files/picture-files.ts';
import { UsageError } from '../terminal/exit.ts';
import { openProgress } from '../terminal/progress.ts';
import { type FiledTask, type LineNote, type TaskFile, tasksMax } from './task-file.ts';

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
  const found = await openPictureFiles(path);
  if (found === null) return null;
  const { files, hasLeftOvers } = found;
  if (files.length > tasksMax) throw new UsageError(`${path}: there are more than ${tasksMax} files in it`);
  const client = connected();
  using progress = openProgress(['given'], isQuiet);
  const outcomes = (await giveFiles(client, files, progress, signal)).map(
    (outcome, index): FiledTask | LineNote => {
      const { name } = outcome;
      return 'asset' in outcome
        ? { line: index + 1, task: { data_url: outcome.asset.data_url, metadata: { file: name } } }
        : { line: index + 1, reason: `${name}: ${outcome.reason}` };
    },
  );
  const tasks = outcomes.filter((outcome) => 'task' in outcome);
  const refused = outcomes.filter((outcome) => 'reason' in outcome);
  if (tasks.length === 0) {
    const said = refused.map(({ reason }) => `\n  ${reason}`).join('');
    throw new UsageError(`${path}: there is no picture or text in it${said}`);
  }
  const notices = hasLeftOvers ? [{ line: 0, reason: leftBySystem }] : [];
  return { tasks, refused, notices };
}
