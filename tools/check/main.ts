import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { installTools } from '../check-tools.ts';
import { planOf } from './plan.ts';
import { type Outcome, runStep } from './run-step.ts';
import { type Step, steps } from './steps.ts';

const help = `npm run check -- [--only NAME,NAME] [--but NAME,NAME]     what CI runs
npm run check:full -- [--only …] [--but …]              all there is: more seeds, pictures of every page in both themes, an
                                                        hour on an Aerospike server or a BSV node where there is one
Checks: ${steps.map(({ name }) => name).join(', ')}.`;
const linesKept = 2;

const list = { type: 'string', default: '' } as const;
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    only: list,
    but: list,
    help: { type: 'boolean', default: false },
  },
});
const names = (text: string): readonly string[] => text.split(',').filter((name) => name !== '');

if (values.help) console.log(help);
else process.exitCode = (await checked()) ? 0 : 1;

/** Whether all is well. Of a name that no check has it says which there are. */
async function checked(): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    return false;
  }
}

async function check(): Promise<boolean> {
  const { groups, ...plan } = planOf(steps, {
    full: values.full,
    only: names(values.only),
    but: names(values.but),
  });
  const chosen = groups.flat();
  const leftOut = [...plan.leftOut];
  if (chosen.some(({ tools }) => tools === true) && !installTools()) return false;
  const isAskedFor = values.only !== '';
  if (isAskedFor && leftOut.length === 0 && chosen.length === 1 && chosen[0] !== undefined)
    return (await runStep(chosen[0], true)).ok;

  const outcomes: Outcome[] = [];
  for (const group of groups) {
    if (outcomes.some(({ ok }) => !ok))
      leftOut.push(...group.map(({ name }) => ({ name, why: 'an earlier check failed' })));
    else outcomes.push(...(await runGroup(group)));
  }
  summarize(outcomes, leftOut);
  return outcomes.every(({ ok }) => ok) && (!isAskedFor || leftOut.length === 0);
}

/** As many at once as there are processors. */
async function runGroup(group: readonly Step[]): Promise<readonly Outcome[]> {
  const isHeard = group.length === 1;
  const left = [...group];
  const outcomes: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) {
      const outcome = await runStep(step, isHeard);
      outcomes.push(outcome);
      report(outcome);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return outcomes;
}

function report({ step, ok, seconds, text }: Outcome): void {
  const lines = text.split('\n');
  const shown = ok ? lines.slice(-linesKept) : lines;
  console.log(`${ok ? '✔' : '✖'} ${step.name} (${seconds.toFixed(1)} s)`);
  for (const line of shown) if (line !== '') console.log(`  ${line}`);
}

function summarize(outcomes: readonly Outcome[], leftOut: readonly { name: string; why: string }[]): void {
  const failed = outcomes.filter(({ ok }) => !ok);
  console.log(`\nchecks on ${process.platform} ${process.arch}, Node.js ${process.version}`);
  for (const { step } of failed) console.log(`✖ failed: ${step.name}`);
  for (const { name, why } of leftOut) console.log(`- not run: ${name} (${why})`);
  console.log(
    failed.length === 0 ? `✔ ${outcomes.length} checks` : `✖ ${failed.length} of ${outcomes.length} checks`,
  );
}
