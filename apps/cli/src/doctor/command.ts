import type { Command } from 'commander';
import { connectionHelp, destination, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, Failure } from '../terminal/exit.ts';
import { printable } from '../terminal/printable.ts';
import { printJson } from '../terminal/table.ts';
import type { Finding } from './finding.ts';
import { installation } from './installation.ts';
import { server } from './server.ts';
import { store } from './store.ts';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const marks = { ok: '✓', warning: '!', failed: '✗', skipped: '–' } as const;
const nameWidth = 20;

const help = `${connectionHelp}
Looks at the server: is it there, is it ready, do the clocks agree, is the key valid; with ASG_ADMIN_TOKEN, is the treasury
funded. Where the server is on this machine, also at what it needs: Node.js, settings, data folder, keys, port. Where
ASG_STORE names a cluster, at that: client, nodes, namespace, copies, settings, clocks, room. Changes nothing.

Examples:
  $ asg doctor
  $ asg doctor --url https://api.example.com
  $ ASG_STORE=aerospike://10.0.0.1,10.0.0.2/asg asg doctor
  $ ASG_DATA_DIR=/var/lib/asg asg doctor --json | jq '.[] | select(.status == "failed")'

Exit code 1: something failed; warnings alone are 0.
`;

/** \`asg doctor\`: what is wrong with an installation, and what to do. */
export function addDoctor(program: Command): void {
  serverCommand(program, 'doctor', 'look at an installation: what is wrong, and what to do')
    .addHelpText('after', help + exitCodesHelp)
    .action(async (options: ServerOptions) => {
      const to = destination(options);
      const isLocal = loopback.test(new URL(to.baseUrl).hostname);
      const findings = [
        ...(isLocal ? await installation(process.env) : []),
        ...(await store(process.env)),
        ...(await server(to, isLocal, process.env)),
      ];
      if (options.json) printJson(findings);
      else for (const finding of findings) console.log(findingText(finding));
      const wrong = findings.filter(({ status }) => status === 'failed').length;
      if (wrong > 0) throw new Failure(`${wrong} of ${findings.length} checks failed`);
    });
}

function findingText({ check, status, detail, advice }: Finding): string {
  const line = `${marks[status]} ${check.padEnd(nameWidth)}  ${printable(detail)}`;
  return advice === undefined ? line : `${line}\n${' '.repeat(nameWidth + 4)}→ ${printable(advice)}`;
}
