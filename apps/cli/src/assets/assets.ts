import { assetNamed } from '@asg/domain';
import { byteSize } from '@asg/formats/size';
import { type ASGGatewayClient, ASGGatewayHTTPError, type Asset } from '@asg/sdk';
import type { Command } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { writeExport } from '../exports/export.ts';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { columnTable, count, factTable, printJson } from '../terminal/table.ts';
import { upload } from './upload.ts';

const examples = `${connectionHelp}
An asset is a picture or a text that you give by value, named by the SHA-256 of its bytes. Tasks show it by its data_url. It is kept
for as long as an open task shows it, and some days longer; all of yours have a bound, which \`list\` shows.

Examples:
  $ asg assets                                       the newest 20, and how much room all of them take
  $ asg assets upload cat.jpg dog.jpg
  $ asg submit "$(asg assets upload cat.jpg --json | jq -r .assets[0].data_url)" --type moderation --question "OK?" --options yes,no
  $ asg assets show 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
  $ asg assets get asset://2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 --out cat.jpg
  $ asg assets delete 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
  $ asg assets list --limit 1000 --json | jq -r .assets[].sha256 | xargs asg assets delete     all that no task shows
`;
/** What a server says of one asset: the others go on. */
const ofTheAsset: ReadonlySet<number> = new Set([404, 409]);

/** \`asg assets\`: what was given by value. */
export function addAssets(program: Command): void {
  const assets = program
    .command('assets')
    .description('pictures and texts that you give by value: upload, list, show, get, delete')
    .addHelpText('after', examples + exitCodesHelp);
  withLimit(
    serverCommand(assets, 'list', 'your assets, the newest first, and the room they take', true),
  ).action((options: ServerOptions & LimitOption) => interruptible((signal) => list(options, signal)));
  serverCommand(assets, 'upload', 'give files, folders or zips of them')
    .argument('<file...>', 'pictures or texts; - for standard input')
    .action((paths: readonly string[], options: ServerOptions) => upload(paths, options));
  serverCommand(assets, 'show', 'an asset')
    .argument('<sha256>', 'or its data_url')
    .action((name: string, options: ServerOptions) =>
      interruptible(async (signal) =>
        show(await connect(options).assets.get(shaOf(name), { signal }), options),
      ),
    );
  serverCommand(assets, 'get', 'its bytes, as they were given, to a file or standard output')
    .argument('<sha256>', 'or its data_url')
    .option('--out <file>', 'where to write it; an earlier file is replaced when all has arrived')
    .action((name: string, options: ServerOptions & { readonly out?: string }) =>
      interruptible(async (signal) => {
        if (options.out === undefined && process.stdout.isTTY)
          throw new UsageError('an asset may be no text: --out says where to write it');
        await writeExport(await connect(options).assets.content(shaOf(name), { signal }), options, signal);
      }),
    );
  serverCommand(assets, 'delete', 'delete assets, every byte of them; those that an open task shows stay')
    .argument('<sha256...>', 'or their data_urls')
    .action((names: readonly string[], options: ServerOptions) =>
      interruptible((signal) => remove(connect(options), names.map(shaOf), options, signal)),
    );
}

/** Throws a UsageError where it is no name of an asset. */
function shaOf(name: string): string {
  const sha256 = assetNamed(name.startsWith('asset://') ? name : `asset://${name.toLowerCase()}`);
  if (sha256 === null)
    throw new UsageError(`${name}: an asset is named by 64 hex digits, or asset:// and these`);
  return sha256;
}

async function list(options: ServerOptions & LimitOption, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  const assets = await limited(options, (limit) => client.assets.list({ limit }, { signal }));
  const usage = await client.assets.usage({ signal });
  if (options.json) {
    printJson({ usage, assets });
    return;
  }
  console.log(`${count(usage.count)} assets, ${byteSize(usage.bytes)} of ${byteSize(usage.bytes_max)}\n`);
  const rows = assets.map(({ sha256, content_type, bytes, created_at, used_at }) => [
    sha256,
    content_type,
    byteSize(bytes),
    created_at,
    used_at,
  ]);
  console.log(columnTable(['sha256', 'type', 'size', 'given', 'last used'], rows));
}

function show(asset: Asset, { json }: ServerOptions): void {
  if (json) printJson(asset);
  else
    console.log(
      factTable([
        ['asset', asset.sha256],
        ['data_url', asset.data_url],
        ['type', asset.content_type],
        ['size', `${byteSize(asset.bytes)} (${count(asset.bytes)} bytes)`],
        ['given', asset.created_at],
        ['last used', asset.used_at],
      ]),
    );
}

async function remove(
  client: ASGGatewayClient,
  names: readonly string[],
  { json }: ServerOptions,
  signal: AbortSignal,
): Promise<void> {
  const deleted: string[] = [];
  const errors: { sha256: string; reason: string }[] = [];
  for (const sha256 of names) {
    try {
      await client.assets.delete(sha256, { signal });
      deleted.push(sha256);
      if (!json) console.log(`${sha256} is deleted`);
    } catch (error) {
      if (!(error instanceof ASGGatewayHTTPError) || !ofTheAsset.has(error.status)) throw error;
      errors.push({ sha256, reason: error.message });
    }
  }
  if (json) printJson({ deleted, errors });
  if (errors.length > 0) {
    const said = errors.map(({ sha256, reason }) => `\n  ${sha256}: ${reason}`).join('');
    throw new Failure(`${count(errors.length)} of ${count(names.length)} assets stay${said}`);
  }
}
