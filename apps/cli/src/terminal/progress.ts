import { type Clock, systemClock } from '@asg/runtime';
import { MultiBar, type SingleBar } from 'cli-progress';

const lineMsMin = 2_000;
const nameWidth = 10;

/** Shows how far each stage of a long run is. */
export interface Progress extends Disposable {
  update(stage: string, done: number, total: number): void;
}

/**
 * Bars on a terminal; elsewhere a plain line now and then; nothing where the output is for a program (`json`) and
 * nobody looks at standard error.
 */
export function openProgress(stages: readonly string[], json: boolean, clock: Clock = systemClock): Progress {
  const stream = json ? process.stderr : process.stdout;
  if (stream.isTTY) return bars(stages, stream);
  return json ? { update: () => {}, [Symbol.dispose]: () => {} } : lines(stages, clock);
}

function bars(stages: readonly string[], stream: NodeJS.WriteStream): Progress {
  const multi = new MultiBar({
    stream,
    format: '{stage} {bar} {value}/{total}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
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

function lines(stages: readonly string[], clock: Clock): Progress {
  const state = new Map(stages.map((stage) => [stage, '0']));
  let shown = '';
  let shownAtMs = clock.nowMs();
  const show = (): void => {
    const line = stages.map((stage) => `${stage} ${state.get(stage)}`).join(', ');
    if (line !== shown) console.log(line);
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
