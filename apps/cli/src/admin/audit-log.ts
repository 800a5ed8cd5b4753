import { type TrailAction, type TrailOutcome, trailActions, trailOutcomes } from '@asg/domain/names';
import type { AuditLogEntry, ExportAuditLogQuery, ListAuditLogQuery } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { writeExport } from '../exports/export.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { columnTable, printJson } from '../terminal/table.ts';
import { connectAsOperator, urlDefault } from './client.ts';

const examples = `${connectionHelp}
Each entry has the hash of the one before, and settlements commit to the chain: \`asg audit\` of the operator proves it.
With --operator (ASG_ADMIN_TOKEN must hold the server’s admin token) it is of all organisations, workers and operators.

Examples:
  $ asg audit-log                                    who did what in your organisation, the newest first
  $ asg audit-log --action key.created --since 2026-04-01T00:00:00Z
  $ asg audit-log --object key_01JRCZ8Q4M3V7T5N9K2H6X0WAB --json
  $ asg audit-log --export csv --out audit-log.csv
  $ asg audit-log --operator --owner house --outcome refused
`;

interface AuditLogOptions extends ServerOptions, LimitOption {
  readonly action?: TrailAction;
  readonly outcome?: TrailOutcome;
  readonly actor?: string;
  readonly object?: string;
  readonly since?: string;
  readonly until?: string;
  readonly export?: 'jsonl' | 'csv';
  readonly out?: string;
  readonly operator: boolean;
  readonly owner?: string;
}

/** \`asg audit-log\`: who did what. */
export function addAuditLog(program: Command): void {
  withLimit(serverCommand(program, 'audit-log', 'who did what in your organisation'))
    .addOption(new Option('--action <action>', 'only what was done so').choices(trailActions))
    .addOption(new Option('--outcome <outcome>', 'only what came out so').choices(trailOutcomes))
    .option('--actor <id>', 'only what this key, person or worker did')
    .option('--object <id>', 'only what was done to this')
    .option('--since <time>', 'only from then on, e.g. 2026-04-09T12:00:00Z')
    .option('--until <time>', 'only before')
    .addOption(
      new Option('--export <format>', 'all of it, as a file').choices(['jsonl', 'csv']).conflicts('json'),
    )
    .option('--out <file>', 'with --export: where to write it; default: standard output')
    .option('--operator', 'of all, as the operator', false)
    .option('--owner <id>', 'with --operator: of one organisation or worker, or `house`')
    .addHelpText('after', examples + exitCodesHelp)
    .action((options: AuditLogOptions) => interruptible((signal) => showAuditLog(options, signal)));
}

async function showAuditLog(options: AuditLogOptions, signal: AbortSignal): Promise<void> {
  const { action, outcome, actor: actor_id, object: object_id, since, until, export: format } = options;
  const filter = { action, outcome, actor_id, object_id, since, until };
  if (format !== undefined) {
    await writeExport(await exported(options, { ...filter, format }, signal), options, signal);
    return;
  }
  const entries = await limited(options, (limit) => listed(options, { ...filter, limit }, signal));
  if (options.json) printJson(entries);
  else if (entries.length === 0) console.error('There is no such entry.');
  else
    console.log(
      columnTable(
        [...(options.operator ? ['of'] : []), 'no.', 'time', 'what', 'by', 'to', 'from'],
        entries.map((entry) => [...(options.operator ? [entry.owner_id] : []), ...row(entry)]),
      ),
    );
}

function listed(options: AuditLogOptions, query: ListAuditLogQuery, signal: AbortSignal) {
  if (!options.operator) return connect(options).auditLog.list(query, { signal });
  const { url = urlDefault, owner: owner_id } = options;
  return connectAsOperator({ url }).auditLog.list({ ...query, owner_id }, { signal });
}

function exported(options: AuditLogOptions, query: ExportAuditLogQuery, signal: AbortSignal) {
  if (!options.operator) return connect(options).auditLog.export(query, { signal });
  const { url = urlDefault, owner: owner_id } = options;
  return connectAsOperator({ url }).auditLog.export({ ...query, owner_id }, { signal });
}

function row({ number, at, action, outcome, actor, object_id, network }: AuditLogEntry): readonly string[] {
  const who = actor === null ? '-' : (actor.id ?? actor.kind);
  const what = outcome === 'done' ? action : `${action} (${outcome})`;
  return [String(number), at.slice(0, 19).replace('T', ' '), what, who, object_id ?? '-', network ?? '-'];
}
