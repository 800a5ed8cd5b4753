import { adaptiveDefaults } from '@asg/consensus/adaptive-defaults';
import { defaultMaxLabels } from '@asg/consensus/threshold';
import type { TaskType } from '@asg/console-kit';
import { askedIn, type Draft, kindViews, viewOf } from '@asg/console-kit/kinds';
import { type Crowd, isOneOf, taskTypes } from '@asg/domain/names';
import type { RowOutcome } from '@asg/domain/rows';
import type { Job, SubmitTask } from '@asg/sdk';
import { isRecord } from '@asg/values/json';

/** What a form asks for, of one task or of all in a file. */
export interface Spec {
  readonly type: TaskType;
  readonly question: string;
  /** What the kind of the type asks for, e.g. its options. */
  readonly draft: Draft;
  readonly instructions: string;
  readonly threshold: number;
  /** Not so many labels, but as many as it takes. */
  readonly isAdaptive: boolean;
  /** Of those: the confidence to reach, percent. */
  readonly target: number;
  /** Of those: no decision before. */
  readonly minLabels: number;
  /** The most labels that are asked for; null: as many as is usual. */
  readonly maxLabels: number | null;
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
  /** Only workers who speak it; empty: everybody. */
  readonly language: string;
  /** 9 is served first. */
  readonly priority: number;
  /** Hours after which what is undecided expires; 0: never. */
  readonly deadlineHours: number;
}

export const priorityDefault = 5;

export const emptySpec: Spec = {
  type: 'image_classification',
  question: '',
  draft: Object.assign({}, ...Object.values(kindViews).map(({ draft }) => draft)),
  instructions: '',
  threshold: 3,
  isAdaptive: false,
  target: 100 * adaptiveDefaults.targetConfidence,
  minLabels: adaptiveDefaults.minLabels,
  maxLabels: null,
  isScale: false,
  shares: '',
  sensitive: false,
  crowd: 'public',
  ownHours: 1,
  payOwn: false,
  practised: 0,
  language: '',
  priority: priorityDefault,
  deadlineHours: 0,
};

const hourSeconds = 3_600;

/** Whose people label them, as the API takes it. */
export function crowdOf({ crowd, ownHours, payOwn, practised }: Spec) {
  const asked = practised === 0 ? {} : { qualification: { practice: practised / 100 } };
  if (crowd === 'public') return asked;
  const own = { crowd, pay_own: payOwn, ...asked };
  return crowd === 'own' ? own : { ...own, own_for: ownHours * hourSeconds };
}

/** Who gets it, how soon and until when, as the API takes it of each task. */
export function orderOf({ language, priority, deadlineHours }: Spec) {
  const tag = language.trim();
  return {
    ...(tag === '' ? {} : { language: tag }),
    ...(priority === priorityDefault ? {} : { priority }),
    ...(deadlineHours === 0 ? {} : { expires_in: deadlineHours * hourSeconds }),
  };
}

/** Whether a task that says this of its type compares items, or else says nothing of it. */
export const comparesBy =
  (own: TaskType) =>
  (type: unknown): boolean =>
    viewOf(isOneOf(taskTypes, type) ? type : own).hasItems;

/** The type whose tasks have several items. */
const comparing = taskTypes.find((type) => viewOf(type).hasItems) ?? emptySpec.type;

/** What the first row of a file says itself, to begin with: its type, question and options. */
export function specOfRow(outcome: RowOutcome | undefined): Spec {
  if (outcome?.ok !== true) return emptySpec;
  const { type, label_spec: given, data, source, items } = outcome.task;
  const textual = data === undefined && source === undefined ? emptySpec.type : 'text_classification';
  const { question, instructions } = isRecord(given) ? given : {};
  const unsaid = items === undefined ? textual : comparing;
  const known = isOneOf(taskTypes, type) ? type : unsaid;
  return {
    ...emptySpec,
    type: known,
    question: typeof question === 'string' ? question : '',
    draft: { ...emptySpec.draft, ...viewOf(known).draftOf(askedIn(given)) },
    instructions: typeof instructions === 'string' ? instructions : '',
  };
}

/** The settings of an earlier job. What only its lines said, as their language, is not among them. */
export function specOfJob(job: Job): Spec {
  const { label_spec: asked, consensus } = job;
  const { class_shares } = asked;
  const isAdaptive = consensus.policy === 'adaptive';
  const usualMost = isAdaptive ? adaptiveDefaults.maxLabels : defaultMaxLabels(job.consensus_threshold);
  return {
    ...emptySpec,
    type: job.task_type,
    question: asked.question,
    draft: { ...emptySpec.draft, ...viewOf(job.task_type).draftOf(asked) },
    instructions: asked.instructions ?? '',
    threshold: job.consensus_threshold,
    isAdaptive,
    target: Math.round(100 * (consensus.target_confidence ?? adaptiveDefaults.targetConfidence)),
    minLabels: consensus.min_labels ?? adaptiveDefaults.minLabels,
    maxLabels: consensus.max_labels === usualMost ? null : consensus.max_labels,
    isScale: asked.ordinal === true,
    shares: class_shares === undefined ? '' : asked.options.map((one) => class_shares[one]).join(' '),
    sensitive: job.sensitive,
    crowd: job.crowd,
    ownHours: job.own_for === null ? emptySpec.ownHours : job.own_for / hourSeconds,
    payOwn: job.pay_own,
    practised: Math.round(100 * (job.qualification?.practice ?? 0)),
  };
}

/** Numbers to choose from, with the one that is chosen, wherever it came from. */
export const withOwn = (numbers: readonly number[], own: number | null): readonly number[] =>
  [...new Set([...numbers, ...(own === null ? [] : [own])])].toSorted((one, other) => one - other);

/** What the kind of the type asks for, as the API takes it. */
export const askedOf = ({ type, draft }: Spec) => viewOf(type).specOf(draft);

export const optionsOf = (spec: Spec): readonly string[] => askedOf(spec).options ?? [];

/** How labels decide, as the API takes it. */
export function policyOf({
  threshold,
  isAdaptive,
  target,
  minLabels,
  maxLabels,
}: Spec): Pick<SubmitTask, 'consensus' | 'consensus_threshold'> {
  const most = maxLabels === null ? {} : { max_labels: maxLabels };
  if (isAdaptive)
    return {
      consensus: { policy: 'adaptive', target_confidence: target / 100, min_labels: minLabels, ...most },
    };
  const isUsual = maxLabels === null;
  return {
    consensus_threshold: threshold,
    ...(isUsual ? {} : { consensus: { policy: 'threshold', ...most } }),
  };
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
  const knowsShares = spec.isAdaptive && viewOf(spec.type).isOfOptions;
  const shares = knowsShares ? sharesOf(spec) : null;
  return {
    question: spec.question.trim(),
    ...askedOf(spec),
    ...(instructions === '' ? {} : { instructions }),
    ...(shares === null ? {} : { class_shares: shares }),
    ...(knowsShares && spec.isScale ? { ordinal: true } : {}),
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

const fieldsOfForm: ReadonlySet<string> = new Set([
  'data_url',
  'data',
  'data.text',
  'type',
  'task_type',
  'metadata',
  'name',
  'language',
  'priority',
  'expires_in',
  'crowd',
  'own_for',
  'pay_own',
  'qualification.practice',
  'consensus_threshold',
  'consensus',
  'consensus.policy',
  'consensus.max_labels',
  'consensus.min_labels',
  'consensus.target_confidence',
  'label_spec.question',
  'label_spec.options',
  'label_spec.classes',
  'label_spec.instructions',
  'label_spec.class_shares',
]);

/** Whether a field of the form says itself what the server says of it. */
export const isFieldOfForm = (field: string): boolean => fieldsOfForm.has(field) || ofKinds.test(field);

/** What the fields of kinds say themselves. */
const ofKinds =
  /^label_spec\.(?:classes\.\d+|tie|agreement_bar|start_with|scale(?:\.(?:from|to|labels(?:\.\d+)?))?)$|^items(?:\.\d+(?:\..+)?)?$/;
