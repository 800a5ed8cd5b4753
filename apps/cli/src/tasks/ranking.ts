import type { Ranking } from '@asg/sdk';
import type { Command } from 'commander';
import { connect, type ServerOptions, serverCommand } from '../account/connect.ts';
import { interruptible, UsageError } from '../terminal/exit.ts';
import { columnTable, count, printJson } from '../terminal/table.ts';

interface RankingOptions extends ServerOptions {
  readonly job?: string;
  readonly batch?: string;
}

/** `asg tasks ranking`: what was compared, the best first. */
export function addRanking(tasks: Command): void {
  serverCommand(tasks, 'ranking', 'what comparisons compared, the best first, with intervals of 95 %')
    .option('--job <id>', 'of this job')
    .option('--batch <id>', 'of this batch')
    .action((options: RankingOptions) => interruptible((signal) => showRanking(options, signal)));
}

async function showRanking(options: RankingOptions, signal: AbortSignal): Promise<void> {
  const { job, batch, json } = options;
  const client = connect(options);
  const ranking =
    job !== undefined && batch === undefined
      ? await client.jobs.ranking(job, { signal })
      : batch !== undefined && job === undefined
        ? await client.batches.ranking(batch, { signal })
        : null;
  if (ranking === null) throw new UsageError('give one of --job and --batch');
  if (json) printJson(ranking);
  else console.log(rankingText(ranking));
}

function rankingText({ tasks, labels, data }: Ranking): string {
  const rows = data.map(({ rank, item, score, low, high, wins, losses, ties }) => [
    String(rank),
    item,
    score.toFixed(2),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
    count(wins),
    count(losses),
    count(ties),
  ]);
  const table = columnTable(['rank', 'item', 'score', '95 %', 'better', 'worse', 'ties'], rows);
  return `${table}\n\n${count(labels)} labels of ${count(tasks)} comparisons`;
}
