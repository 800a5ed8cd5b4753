import { type Crowd, crowds, taskTypes } from '@asg/domain/names';
import * as rows from '@asg/domain/rows';
import type { SubmitTask } from '@asg/sdk';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../terminal/options.ts';
import { type PolicyOption, policyHelp, policyOption } from './policy.ts';

const thresholdMax = 10;
const priorityMax = 9;
const satsMax = 1_000_000_000;
const secondsMax = 30 * 24 * 3600;

/** What tasks have in common; a file may override it for each task. */
export interface SpecOptions {
  readonly type?: SubmitTask['type'];
  readonly question?: string;
  readonly options?: readonly string[];
  readonly instructions?: string;
  /** By option, how frequent it is expected to be. */
  readonly classShares?: Readonly<Record<string, number>>;
  readonly ordinal?: boolean;
  readonly scale?: Readonly<Record<'from' | 'to', number>>;
  readonly stepLabels?: readonly string[];
  /** What a box or a span may be. */
  readonly classes?: readonly string[];
  readonly agreementBar?: number;
  /** The model whose marks workers begin with. */
  readonly startWith?: string;
  /** Commander sets it: true where `--no-tie` is not there. */
  readonly tie?: boolean;
  readonly threshold?: number;
  readonly policy?: PolicyOption;
  /** Satoshis. */
  readonly maxCost?: number;
  readonly language?: string;
  readonly sensitive?: boolean;
  readonly crowd?: Crowd;
  /** Seconds. */
  readonly ownFor?: number;
  readonly payOwn?: boolean;
  /** Percent of the practice. */
  readonly qualification?: number;
  readonly priority?: number;
  readonly expiresIn?: number;
}

/** Adds them to a command. */
export function withSpecOptions(command: Command): Command {
  return command
    .addOption(new Option('--type <type>', 'what kind of labelling it is').choices(taskTypes))
    .option('--question <text>', 'what the worker is asked')
    .option('--options <list>', 'the answers to choose from, with commas between: cat,dog', labelList)
    .option('--instructions <text>', 'how to decide, for the worker; Markdown')
    .option('--class-shares <list>', 'adaptive: how frequent each answer is: cat=9,dog=1', shareList)
    .option('--ordinal', 'adaptive: the answers are a scale, in their order')
    .option('--scale <from..to>', 'rating: its steps, such as 1..5', scaleOf)
    .option('--step-labels <list>', 'rating: what each step means, the lowest first, with commas', labelList)
    .option(
      '--classes <list>',
      'bounding_boxes, text_spans: what is marked, with commas: car,person',
      classList,
    )
    .option('--agreement-bar <n>', 'how near the consensus a paid label is; not of choices', barOf)
    .option(
      '--start-with <model>',
      'bounding_boxes, text_spans: workers correct the marks of this model, of the predictions',
    )
    .option('--no-tie', 'comparison: one must be better')
    .option('--threshold <n>', 'labels before the first evaluation, 2 to 10', wholeNumber(2, thresholdMax))
    .option('--policy <policy>', policyHelp, policyOption)
    .option('--max-cost <sats>', 'adaptive: satoshis that a task may cost at most', wholeNumber(1, satsMax))
    .option('--language <tag>', 'only workers who list it: en, pt-BR')
    .option('--sensitive', 'it may disturb: only for workers who take such items, covered at first')
    .addOption(new Option('--crowd <crowd>', 'whose people label it; default public').choices(crowds))
    .option('--own-for <seconds>', 'own_then_public: when the public gets it', wholeNumber(1, secondsMax))
    .option('--pay-own', 'own people are paid, from a funded balance')
    .option(
      '--qualification <percent>',
      'only workers with so much of its practice right',
      wholeNumber(1, 100),
    )
    .option('--priority <n>', '9 is served first; default 5', wholeNumber(0, priorityMax))
    .option('--expires-in <seconds>', 'an undecided task expires after so long', wholeNumber(1, secondsMax));
}

function labelList(text: string): readonly string[] {
  const labels = text.split(',').map((label) => label.trim());
  if (labels.length < 2 || labels.includes(''))
    throw new InvalidArgumentError('It must be two answers at least, with commas between: cat,dog.');
  return labels;
}

/** Reads an option's value as what can be marked. */
export function classList(text: string): readonly string[] {
  const classes = text.split(',').map((name) => name.trim());
  if (classes.includes(''))
    throw new InvalidArgumentError('It must be names, with commas between: car,person.');
  return classes;
}

/** Reads an option's value as a scale. */
export function scaleOf(text: string): NonNullable<SpecOptions['scale']> {
  const [, from, to] = /^(-?\d{1,3})\.\.(-?\d{1,3})$/.exec(text) ?? [];
  if (from === undefined || to === undefined)
    throw new InvalidArgumentError('It must be the lowest and the highest step: 1..5.');
  return { from: Number(from), to: Number(to) };
}

function barOf(text: string): number {
  if (!/^\d{1,2}(?:\.\d+)?$/.test(text))
    throw new InvalidArgumentError('It must be a number: 0.5, or steps: 1.');
  return Number(text);
}

function shareList(text: string): Readonly<Record<string, number>> {
  const shares = text.split(',').map((each): readonly [string, number] => {
    const [, option = '', share = ''] = /^(.*)=\s*(\d+(?:\.\d+)?)\s*$/.exec(each) ?? [];
    return [option.trim(), Number(share)];
  });
  if (shares.some(([option, share]) => option === '' || share === 0))
    throw new InvalidArgumentError('It must be a number for each answer, with commas between: cat=9,dog=1.');
  if (new Set(shares.map(([option]) => option)).size < shares.length)
    throw new InvalidArgumentError('It has an answer twice.');
  return Object.fromEntries(shares);
}

/** The fields of a task that the options give; what they leave out is left out. */
export function specFields(options: SpecOptions): Partial<SubmitTask> {
  const { question, options: labels, instructions, classShares, ordinal } = options;
  const labelSpec = defined({
    question,
    options: labels,
    instructions,
    class_shares: classShares,
    ordinal,
    tie: options.tie === false ? false : undefined,
    scale: scaleField(options),
    classes: options.classes,
    agreement_bar: options.agreementBar,
    start_with: options.startWith,
  });
  const consensus = { ...options.policy, ...defined({ max_cost_sats: options.maxCost }) };
  return defined({
    type: options.type,
    label_spec: Object.keys(labelSpec).length === 0 ? undefined : labelSpec,
    consensus_threshold: options.threshold,
    consensus: Object.keys(consensus).length === 0 ? undefined : consensus,
    language: options.language,
    sensitive: options.sensitive,
    crowd: options.crowd,
    own_for: options.ownFor,
    pay_own: options.payOwn,
    qualification:
      options.qualification === undefined ? undefined : { practice: options.qualification / 100 },
    priority: options.priority,
    expires_in: options.expiresIn,
  }) as Partial<SubmitTask>;
}

function scaleField({ scale, stepLabels }: SpecOptions) {
  if (scale === undefined) return undefined;
  return { ...scale, ...defined({ labels: stepLabels }) };
}

/** The task with what the options say of it, where it does not say so itself. */
export function withDefaults(task: Partial<SubmitTask>, defaults: Partial<SubmitTask>): SubmitTask {
  const whole: Partial<SubmitTask> = rows.withDefaults(task, defaults);
  return whole as SubmitTask;
}

/** Without what is undefined. */
export function defined<T extends object>(fields: T) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
