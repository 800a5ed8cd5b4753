import { type Filter, filterIn, queryOf, searchOf } from '@asg/console-kit/filters';
import type { Scope } from '@asg/console-kit/kinds';
import type { ListTasksQuery } from '@asg/sdk';
import { useSearchParams } from 'wouter';

export const views = { wall: 'Wall', list: 'List' } as const;
export type View = keyof typeof views;
export const orders = {
  doubt: 'The most doubtful first',
  decided: 'The last decided first',
  newest: 'The newest first',
};
type Order = keyof typeof orders;

/** All that the page shows, as its address says it. */
export interface State {
  readonly filter: Filter;
  readonly view: View;
  readonly by: Order;
  /** The task that is open beside the others. */
  readonly open: string | null;
  /** Tasks that were drawn to be reviewed, as `planText`. */
  readonly plan: string | null;
}

interface Move {
  /** The step back goes to before it, not to where the page was before this change. */
  readonly replace?: boolean;
}

export interface Bench extends State {
  readonly change: (part: Partial<State>, move?: Move) => void;
  /** The same page, changed so. */
  readonly link: (part: Partial<State>) => string;
}

const defaults = { view: 'wall', by: 'doubt' } as const;
const isView = (text: string | null): text is View => text !== null && Object.hasOwn(views, text);
const isOrder = (text: string | null): text is Order => text !== null && Object.hasOwn(orders, text);

function paramsOf({ filter, view, by, open, plan }: State): URLSearchParams {
  return searchOf({
    ...filter,
    view: view === defaults.view ? '' : view,
    by: by === defaults.by ? '' : by,
    open: open ?? '',
    plan: plan ?? '',
  });
}

export function useBench(): Bench {
  const [params, setParams] = useSearchParams();
  const [view, by] = [params.get('view'), params.get('by')];
  const state: State = {
    filter: filterIn(params),
    view: isView(view) ? view : defaults.view,
    by: isOrder(by) ? by : defaults.by,
    open: params.get('open'),
    plan: params.get('plan'),
  };
  return {
    ...state,
    change: (part, { replace = false } = {}) => setParams(paramsOf({ ...state, ...part }), { replace }),
    link: (part) => `/workbench?${paramsOf({ ...state, ...part }).toString()}`,
  };
}

const sorts: Readonly<Record<Order, Pick<ListTasksQuery, 'sort' | 'order'>>> = {
  doubt: { sort: 'confidence', order: 'asc' },
  decided: { sort: 'decided', order: 'desc' },
  newest: { sort: 'created', order: 'desc' },
};

/** What the page asks for. */
export const benchQuery = ({ filter, by }: Pick<State, 'filter' | 'by'>): ListTasksQuery => ({
  ...queryOf(filter),
  ...sorts[by],
});

/** What its figures are of; null: no sums are kept of what is shown. */
export function scopeOf({ job_id, batch_id, template }: Filter): Scope | null {
  if (job_id !== undefined) return { job_id };
  if (batch_id !== undefined) return { batch_id };
  return template === undefined ? null : { template };
}

export const answerOfTask = (task: { readonly decision: { readonly consensus_label: string } | null }) =>
  task.decision?.consensus_label ?? null;
