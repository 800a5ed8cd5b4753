import { type Clock, systemClock } from '@asg/runtime';
import { MultiBar, type SingleBar } from 'cli-progress';

const lineMsMin = 2_000;
const nameWidth = 10;
const barWidthMax = 40;
const barWidthMin = 5;
/** Beside name and bar: blanks, and counts up to 100000/100000. */
const countsWidth = 17;
const columnsDefault = 80;

/** Shows how far each stage of a long run is. */
export interface Progress extends Disposable {
  update(stage: string, done: number, total: number): void;
}

/**
 * On standard error, so that what is for programs stays alone on standard output: bars on a terminal; elsewhere a plain
 * line now and then, or nothing where a program asked (`json`).
 */
export function openProgress(stages: readonly string[], json: boolean, clock: Clock = systemClock): Progress {
  if (process.stderr.isTTY) return bars(stages, process.stderr);
  return json ? { update: () => {}, [Symbol.dispose]: () => {} } : lines(stages, clock);
}

function bars(stages: readonly string[], stream: NodeJS.WriteStream): Progress {
  const multi = new MultiBar({
    stream,
    format: '{stage} {bar} {value}/{total}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: barWidth(stream.columns),
    hideCursor: true,
    gracefulExit: false,
  });
  const byStage = new Map<string, SingleBar>(
    stages.map((stage) => [stage, multi.create(1, 0, { stage: stage.padEnd(nameWidth) })]),
  );
  return {
    update: (stage, done, total) => {
      const bar = byStage.get(stage);
      bar?.setTotal(total);
      bar?.update(done);
    },
    [Symbol.dispose]: () => multi.stop(),
  };
}

/** Columns for the bar itself, so that its line fits into one of the terminal's. */
function barWidth(columns = columnsDefault): number {
  return Math.max(barWidthMin, Math.min(barWidthMax, columns - nameWidth - countsWidth));
}

function lines(stages: readonly string[], clock: Clock): Progress {
  const state = new Map(stages.map((stage) => [stage, '0']));
  let shown = '';
  let shownAtMs = clock.nowMs();
  const show = (): void => {
    const line = stages.map((stage) => `${stage} ${state.get(stage)}`).join(', ');
    if (line !== shown) console.error(line);
    shown = line;
    shownAtMs = clock.nowMs();
  };
  return {
    update: (stage, done, total) => {
      state.set(stage, `${done}/${total}`);
      if (clock.nowMs() - shownAtMs >= lineMsMin) show();
    },
    [Symbol.dispose]: show,
  };
}
