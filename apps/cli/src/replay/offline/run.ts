import { writeFile } from 'node:fs/promises';
import { messageOf } from '@asg/domain/errors';
import { at } from '@asg/values/present';
import { UsageError } from '../../terminal/exit.ts';
import { openProgress } from '../../terminal/progress.ts';
import { count, decimal, heading, percent } from '../../terminal/table.ts';
import { readRecording, reportPassedOver } from '../crowd-answers.ts';
import type { ReplayOptions } from '../options.ts';
import { errorByChance } from './chance.ts';
import { comparePolicies, type PolicyRuns } from './compare.ts';
import { calibrationError, figuresOf, mean, type PolicyFigures, reliabilityOf } from './figures.ts';
import { accuracyPlot, reliabilityPlot } from './plot.ts';

/** Replays the files without a server and prints what each policy made of them. Throws a UsageError for unfit files. */
export async function runOfflineReplay(options: ReplayOptions, signal: AbortSignal): Promise<void> {
  const recording = await readRecording(options.answers, options.truth, options);
  reportPassedOver(recording);
  const { compare, policy, seeds, gold, earlyStop, atHand, json } = options;
  if (recording.rules !== null && atHand > 1)
    throw new UsageError('--at-hand is of choices: workers of another kind come as they come');
  const comparison = {
    policies: compare ?? [policy],
    seeds: Array.from({ length: seeds }, (_, i) => String(i + 1)),
    goldShare: gold,
    earlyStop,
    atHand,
  };
  using progress = openProgress(['runs'], json);
  progress.update('runs', 0, seeds);
  const runs = await comparePolicies(recording, comparison, signal, (done) =>
    progress.update('runs', done, seeds),
  );
  const figures = [...runs].map(([{ name }, outcomes]) => figuresOf(name, outcomes));
  if (options.plot !== undefined) await write(options.plot, accuracyPlot(figures));
  if (options.reliability !== undefined) await write(options.reliability, reliabilityPlot(diagramsOf(runs)));
  if (json) {
    const chances = [...runs.values()].map((outcomes) => errorByChance(outcomes.flat()));
    const policies = figures.map((figure, i) => ({ ...figure, ece_by_chance: at(chances, i) }));
    console.log(JSON.stringify({ policies }, null, 2));
  } else printTable(figures, runs, options);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  }
}

function diagramsOf(runs: PolicyRuns): Parameters<typeof reliabilityPlot>[0] {
  return [...runs].flatMap(([{ name, kind }, outcomes]) => {
    const after = { name, bins: reliabilityOf(outcomes.flat()) };
    if (kind !== 'adaptive') return [after];
    return [{ name: `${name} before calibration`, bins: reliabilityOf(outcomes.flat(), 'posterior') }, after];
  });
}

function printTable(
  figures: readonly PolicyFigures[],
  runs: PolicyRuns,
  { seeds, gold }: ReplayOptions,
): void {
  const outcomes = [...runs.values()];
  const questions = outcomes[0]?.[0]?.length ?? 0;
  const known = gold === 0 ? '' : `, beside ${percent(gold)} gold`;
  console.log(
    `\n${heading(`Offline replay: ${count(questions)} questions${known}, ${seeds} random orders`)}`,
  );
  const header = [
    'policy',
    'accuracy',
    '±',
    'labels',
    'decided',
    'expired',
    'ECE',
    'by chance',
    'ECE per run',
    'ECE uncalibrated',
  ];
  const rows = figures.map((figure, i) => [
    figure.policy,
    percent(figure.accuracy),
    decimal(figure.accuracy_sd === null ? null : figure.accuracy_sd * 100, 2),
    decimal(figure.labels_per_task, 3),
    decimal(figure.decided, 1),
    decimal(figure.expired, 1),
    decimal(figure.ece, 3),
    decimal(errorByChance(at(outcomes, i).flat()), 3),
    decimal(mean(at(outcomes, i).flatMap((run) => calibrationError(reliabilityOf(run)) ?? [])), 3),
    decimal(calibrationError(reliabilityOf(at(outcomes, i).flat(), 'posterior')), 3),
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => at(row, column).length)),
  );
  for (const row of [header, ...rows]) {
    console.log(
      `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(at(widths, i)) : cell.padStart(at(widths, i)))).join('  ')}`,
    );
  }
}
