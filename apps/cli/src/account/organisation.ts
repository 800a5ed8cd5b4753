import { ASGGatewayHTTPError, ASGPersonClient } from '@asg/sdk';
import type { Command } from 'commander';
import { writeExport } from '../exports/export.ts';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { askSecret, hasTerminal, readSecret } from '../terminal/secret-input.ts';
import { printJson } from '../terminal/table.ts';
import { connectionHelp, destination, type ServerOptions, serverCommand } from './connect.ts';
import { isSessionToken } from './profiles.ts';

const examples = `${connectionHelp}
For owners who are signed in by \`asg login --email\`: the password is asked for, or read from standard input, with the code of a
second factor on a line of its own.

Examples:
  $ asg organisation export --out meadow.jsonl    all that is known of it, a JSON document a line
  $ asg organisation delete                       in 14 days; owners and admins are told by mail
  $ asg organisation keep                         after all
`;

/** \`asg organisation\`: takes the organisation's data along, and ends it. */
export function addOrganisation(program: Command): void {
  const organisation = program
    .command('organisation')
    .description('all that is known of your organisation, and its end')
    .addHelpText('after', examples + exitCodesHelp);
  serverCommand(organisation, 'export', 'all that is known of it, a JSON document a line')
    .option('--out <file>', 'where to write it; an earlier file is replaced when all has arrived')
    .action((options: ServerOptions & { readonly out?: string }) =>
      interruptible(async (signal) => {
        const person = signedIn(options);
        const proof = await readProof(signal);
        return writeExport(await taken(() => person.exportOrganisation(proof, { signal })), options, signal);
      }),
    );
  serverCommand(organisation, 'delete', 'have it deleted in 14 days, with all that is personal').action(
    (options: ServerOptions) =>
      interruptible(async (signal) => {
        const person = signedIn(options);
        const proof = await readProof(signal);
        const deletion = await taken(() => person.deleteOrganisation(proof, { signal }));
        if (options.json) printJson({ deletion });
        else console.log(`It is to be deleted: from ${deletion?.erased_from} on nobody brings it back.`);
      }),
  );
  serverCommand(organisation, 'keep', 'take its deletion back').action((options: ServerOptions) =>
    interruptible((signal) => signedIn(options).keepOrganisation({ signal })),
  );
}

function signedIn(options: ServerOptions): ASGPersonClient {
  const { baseUrl, apiKey } = destination(options);
  if (apiKey === null || !isSessionToken(apiKey))
    throw new UsageError('this takes an owner who is signed in: use `asg login --email`');
  return new ASGPersonClient({ baseUrl, token: apiKey, userAgent: 'asg-cli' });
}

interface Proof {
  readonly password: string;
  readonly code?: string;
}

async function readProof(signal: AbortSignal): Promise<Proof> {
  const [password = '', code] = (await readSecret('Password: ', signal)).split('\n').map((one) => one.trim());
  if (!hasTerminal()) return { password, ...(code !== undefined && code !== '' && { code }) };
  const typed = (await askSecret('Code of a second factor, or nothing: ', signal)).trim();
  return { password, ...(typed !== '' && { code: typed }) };
}

/** A proof that is not enough is the caller's failure. */
async function taken<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ASGGatewayHTTPError && error.status === 403) throw new Failure(error.message);
    throw error;
  }
}
