import type { TaskType } from '@asg/console-kit';
import { isRecord } from '@asg/domain/json';
import { type Crowd, isOneOf, taskTypes } from '@asg/domain/names';
import type { RowOutcome } from '@asg/domain/rows';

/** What a form asks for, of one task or of all in a file. */
export interface Spec {
  readonly type: TaskType;
  readonly question: string;
  /** One a line. */
  readonly options: string;
  readonly instructions: string;
  readonly threshold: number;
  /** Not so many labels, but as many as it takes. */
  readonly isAdaptive: boolean;
  /** The options are a scale. */
  readonly isScale: boolean;
  /** How frequent each option is expected to be, with blanks between; empty: nothing is said. */
  readonly shares: string;
  /** Only workers who take such items get them. */
  readonly sensitive: boolean;
  /** Whose people label them. */
  readonly crowd: Crowd;
  /** Of own people first: hours until the public gets them. */
  readonly ownHours: number;
  /** Own people are paid as the public is. */
  readonly payOwn: boolean;
  /** Percent of its practice that workers must have right; 0: nothing. */
  readonly practised: number;
}

export const emptySpec: Spec = {
  type: 'image_classification',
  question: '',
  options: '',
  instructions: '',
  threshold: 3,
  isAdaptive: false,
  isScale: false,
  shares: '',
  sensitive: false,
  crowd: 'public',
  ownHours: 1,
  payOwn: false,
  practised: 0,
};

const hourSeconds = 3_600;

/** Whose people label them, as the API takes it. */
export function crowdOf({ crowd, ownHours, payOwn, practised }: Spec) {
  const asked = practised === 0 ? {} : { qualification: { practice: practised / 100 } };
  if (crowd === 'public') return asked;
  const own = { crowd, pay_own: payOwn, ...asked };
  return crowd === 'own' ? own : { ...own, own_for: ownHours * hourSeconds };
}

/** What the first row of a file says itself, to begin with: its type, question and options. */
export function specOfRow(outcome: RowOutcome | undefined): Spec {
  if (outcome?.ok !== true) return emptySpec;
  const { type, label_spec: given, data, source } = outcome.task;
  const textual = data === undefined && source === undefined ? emptySpec.type : 'text_classification';
  const { question, options, instructions } = isRecord(given) ? given : {};
  return {
    ...emptySpec,
    type: isOneOf(taskTypes, type) ? type : textual,
    question: typeof question === 'string' ? question : '',
    options: Array.isArray(options) ? options.map(String).join('\n') : '',
    instructions: typeof instructions === 'string' ? instructions : '',
  };
}

export const optionsOf = ({ options }: Spec): readonly string[] => [
  ...new Set(
    options
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** How labels decide, as the API takes it. */
export function policyOf({ threshold, isAdaptive }: Spec) {
  return isAdaptive ? ({ consensus: { policy: 'adaptive' } } as const) : { consensus_threshold: threshold };
}

/** The numbers of the form, one for each option; null: there is another number of them, or something else. */
export function sharesOf(spec: Spec): Readonly<Record<string, number>> | null {
  const options = optionsOf(spec);
  const numbers = spec.shares.split(/[\s;]+/).filter((each) => each !== '');
  const shares = numbers.map((each) => Number(each.replace('%', '').replace(',', '.')));
  if (shares.length !== options.length || !shares.every((share) => share > 0)) return null;
  return Object.fromEntries(options.map((option, i) => [option, shares[i] ?? 0]));
}

export function labelSpecOf(spec: Spec) {
  const instructions = spec.instructions.trim();
  const shares = spec.isAdaptive ? sharesOf(spec) : null;
  return {
    question: spec.question.trim(),
    options: [...optionsOf(spec)],
    ...(instructions === '' ? {} : { instructions }),
    ...(shares === null ? {} : { class_shares: shares }),
    ...(spec.isAdaptive && spec.isScale ? { ordinal: true } : {}),
  };
}

/** Names that a job may not have: they mean something in a manifest. */
const taken = /^source$|-(?:ref|metadata)$/;

/** The name of a file or folder in the form that a job's may have. */
export function jobName(fileName: string): string {
  const name = fileName
    .replace(/(?:\.\w+){1,2}$/, '')
    .replaceAll(/[^a-zA-Z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 59);
  return taken.test(name) ? `${name}-job` : name;
}
