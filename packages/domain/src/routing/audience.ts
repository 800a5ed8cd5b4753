import { isQualified, type Qualified } from '../practice/practice.ts';
import { isForOwn } from '../task/crowd.ts';
import { isSensitive, type Task } from '../task/task.ts';
import { speaks } from './language.ts';

/** Before the language, where the item is sensitive. No language tag has it, and servers of before know nobody who speaks it. */
const sensitiveMark = '!';
/** Around the organisation whose own people alone it is for, before all else. */
const poolMark = '@';
/** Around the question that a worker must have practised, and after how many percent of it: `#<question>#80#`. */
const questionMark = '#';

type ForWhom = Pick<Task, 'language' | 'sensitive' | 'moderation'>;

/**
 * Whom a task is for: the organisation whose own people it is for, what they must have practised, that they take sensitive items, and
 * the language that they must list. Equal for tasks of one lane of the queue.
 */
export function audienceOf(
  task: ForWhom &
    Partial<Pick<Task, 'customerId' | 'crowd' | 'turnedAtMs' | 'createdAtMs' | 'qualification'>>,
): string {
  const { customerId = '', createdAtMs = 0, qualification } = task;
  const pool = isForOwn({ ...task, createdAtMs }) ? poolMark + customerId + poolMark : '';
  const practised =
    qualification === undefined
      ? ''
      : `${questionMark}${qualification.question}${questionMark}${qualification.percent}${questionMark}`;
  return pool + practised + openAudience(task);
}

function openAudience(task: ForWhom): string {
  return (isSensitive(task) ? sensitiveMark : '') + (task.language ?? '');
}

interface AudienceParts {
  /** The organisation whose own people it is of; '': it is the public crowd's. */
  readonly pool: string;
  readonly asked: Task['qualification'];
  readonly open: string;
}

const form = /^(?:@([^@]*)@)?(?:#([^#]*)#(\d+)#)?(.*)$/;

function partsOf(audience: string): AudienceParts {
  const [, pool = '', question, percent = '0', open = ''] = form.exec(audience) ?? [];
  return { pool, asked: question === undefined ? undefined : { question, percent: Number(percent) }, open };
}

/**
 * The part of the queue that an audience is in, so that a claim looks at those that concern it, however many others there are: an
 * organisation's own people, those who practised a question, or '', everybody.
 */
export function sectionOf(audience: string): string {
  const { pool, asked } = partsOf(audience);
  return pool !== '' || asked === undefined ? pool : questionMark + asked.question;
}

interface Asker {
  readonly languages: readonly string[];
  readonly sensitive?: boolean;
  readonly pools?: readonly string[];
  readonly qualified?: readonly Qualified[];
  readonly only?: string;
}

/** The sections that a claim looks at. */
export function sectionsOf({ pools, qualified = [], only }: Omit<Asker, 'languages'>): readonly string[] {
  if (pools !== undefined) return pools;
  if (only !== undefined) return [questionMark + only];
  return ['', ...qualified.map(({ question }) => questionMark + question)];
}

/**
 * Whether a worker who lists these languages (BCP 47, lower case) is of the audience. `pools`: they ask as one of the own people
 * of these organisations, and for nothing else; `only`: for tasks of who practised this question, and for nothing else.
 */
export function isOfAudience(asker: Asker, audience: string): boolean {
  const { languages, sensitive = false, pools, qualified, only } = asker;
  const { pool, asked, open } = partsOf(audience);
  if (pool === '' ? pools !== undefined : pools?.includes(pool) !== true) return false;
  if (only !== undefined && asked?.question !== only) return false;
  if (asked !== undefined && !isQualified(qualified, asked)) return false;
  if (!open.startsWith(sensitiveMark)) return speaks(languages, open);
  return sensitive && speaks(languages, open.slice(sensitiveMark.length));
}

/** The audiences whose gold may go before the task: what is shown to them is no worse than the task. */
export function audiencesWithin(task: ForWhom): readonly string[] {
  const plain = task.language === null ? [''] : [task.language, ''];
  return isSensitive(task) ? [...plain.map((one) => sensitiveMark + one), ...plain] : plain;
}
