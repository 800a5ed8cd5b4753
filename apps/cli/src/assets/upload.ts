import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '@asg/domain/errors';
import { leftBySystem } from '@asg/formats';
import { byteSize } from '@asg/formats/size';
import { connect, type ServerOptions } from '../account/connect.ts';
import { type GivenFile, giveFiles } from '../files/give-files.ts';
import { openPictureFiles, type PictureFile, pictureFile } from '../files/picture-files.ts';
import { Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { openProgress } from '../terminal/progress.ts';
import { columnTable, count, printJson } from '../terminal/table.ts';

const saidMax = 50;

/**
 * Gives files, and those of folders and zips. The same bytes given again are the same asset, so it may be repeated. Throws a UsageError
 * where a path cannot be read, a Failure where some of the files became no assets.
 */
export function upload(paths: readonly string[], options: ServerOptions): Promise<void> {
  return interruptible(async (signal) => {
    const files: PictureFile[] = [];
    for (const path of paths) {
      const found = await openPictureFiles(path);
      if (found === null) files.push(await oneFile(path));
      else {
        files.push(...found.files);
        if (found.hasLeftOvers) console.error(`asg: ${path}: ${leftBySystem}`);
      }
    }
    let outcomes: readonly GivenFile[];
    {
      using progress = openProgress(['given'], options.json);
      outcomes = await giveFiles(connect(options), files, progress, signal);
    }
    report(outcomes, options);
  });
}

async function oneFile(path: string): Promise<PictureFile> {
  if (path === '-') return { name: '-', read: () => buffer(process.stdin) };
  try {
    if ((await stat(path)).isFile()) return pictureFile(path, basename(path));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
  throw new UsageError(`${path} is neither a file nor a folder`);
}

function report(outcomes: readonly GivenFile[], { json }: ServerOptions): void {
  const given = outcomes.filter((outcome) => 'asset' in outcome);
  const refused = outcomes.filter((outcome) => 'reason' in outcome);
  if (json) {
    const assets = given.map(({ name, asset }) => ({ file: name, ...asset }));
    printJson({ assets, errors: refused.map(({ name, reason }) => ({ file: name, reason })) });
  } else if (given.length > 0) {
    const rows = given.map(({ name, asset }) => [
      asset.data_url,
      asset.content_type,
      byteSize(asset.bytes),
      name,
    ]);
    console.log(columnTable(['data_url', 'type', 'size', 'file'], rows));
  }
  if (refused.length === 0) return;
  const said = refused.slice(0, saidMax).map(({ name, reason }) => `\n  ${name}: ${reason}`);
  const more = refused.length > saidMax ? `\n  and ${count(refused.length - saidMax)} more` : '';
  throw new Failure(`${count(refused.length)} of the files were refused${said.join('')}${more}`);
}
