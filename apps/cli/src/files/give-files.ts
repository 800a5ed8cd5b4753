import { messageOf } from '@asg/domain/errors';
import { type ASGGatewayClient, ASGGatewayHTTPError, type Asset } from '@asg/sdk';
import type { Progress } from '../terminal/progress.ts';
import type { PictureFile } from './picture-files.ts';

/** Each is in memory while it is sent. */
const atOnce = 4;
/** What a server says of one file: the others go on. */
const ofTheFile: ReadonlySet<number> = new Set([400, 413, 415]);

/** What became of a file: an asset, or the reason why it is none. */
export type GivenFile =
  | { readonly name: string; readonly asset: Asset }
  | { readonly name: string; readonly reason: string };

/** Gives files as assets, in their order; those that cannot be read, or that the server refuses by their content, with the reason. */
export async function giveFiles(
  client: ASGGatewayClient,
  files: readonly PictureFile[],
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly GivenFile[]> {
  const outcomes: GivenFile[] = [];
  const waiting = files.entries();
  let done = 0;
  const lane = async (): Promise<void> => {
    for (const [index, file] of waiting) {
      signal.throwIfAborted();
      outcomes[index] = await given(client, file, signal);
      progress.update('given', ++done, files.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcomes;
}

async function given(client: ASGGatewayClient, file: PictureFile, signal: AbortSignal): Promise<GivenFile> {
  const { name } = file;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(await file.read());
  } catch (error) {
    return { name, reason: `it ${messageOf(error)}` };
  }
  try {
    return { name, asset: await client.assets.upload(new Blob([bytes]), { signal }) };
  } catch (error) {
    if (!(error instanceof ASGGatewayHTTPError) || !ofTheFile.has(error.status)) throw error;
    return { name, reason: error.message.replace(/^the body /, 'it ') };
  }
}
