import { isOneOf, listOrders, reviewFilters, taskSorts, taskStates, taskTypes } from '@asg/domain/names';
import type { ListTasksQuery } from '@asg/sdk';

/** What lists of tasks are asked for, as the page's address names it. Days are the reader's own. */
export const filterNames = [
  'search',
  'status',
  'type',
  'answer',
  'from',
  'to',
  'decided_from',
  'decided_to',
  'confidence_from',
  'confidence_below',
  'job_id',
  'batch_id',
  'template',
  'metadata',
  'review',
  'sort',
  'order',
] as const;
export type Filter = Readonly<Partial<Record<(typeof filterNames)[number], string>>>;

/** How a list is sorted says nothing of what is on it. */
const orderNames: ReadonlySet<string> = new Set(['sort', 'order']);

export function filterIn(params: URLSearchParams): Filter {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = params.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** The address's part of a filter: what is empty is left out. */
export function searchOf(filter: Readonly<Record<string, string | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}

export const narrows = (filter: Filter): boolean => Object.keys(filter).some((name) => !orderNames.has(name));

const dayForm = /^\d{4}-\d\d-\d\d$/;

function moment(day: string | undefined, time: string): string | null {
  const at = new Date(`${day}T${time}`);
  return day === undefined || !dayForm.test(day) || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function share(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || !(value >= 0 && value <= 1) ? null : value;
}

/** The same as the API is asked; what an address says that no filter does is left out. */
export function queryOf(filter: Filter): ListTasksQuery {
  const { search, status, type, answer, job_id, batch_id, template, metadata, review, sort, order } = filter;
  const [after, before] = [moment(filter.from, '00:00'), moment(filter.to, '23:59:59.999')];
  const [late, early] = [moment(filter.decided_from, '00:00'), moment(filter.decided_to, '23:59:59.999')];
  const [from, below] = [share(filter.confidence_from), share(filter.confidence_below)];
  return {
    ...(search === undefined ? {} : { search }),
    ...(isOneOf(taskStates, status) ? { status } : {}),
    ...(isOneOf(taskTypes, type) ? { type } : {}),
    ...(answer === undefined ? {} : { answer }),
    ...(job_id === undefined ? {} : { job_id }),
    ...(batch_id === undefined ? {} : { batch_id }),
    ...(template === undefined ? {} : { template }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(isOneOf(reviewFilters, review) ? { review } : {}),
    ...(after === null ? {} : { created_after: after }),
    ...(before === null ? {} : { created_before: before }),
    ...(late === null ? {} : { decided_after: late }),
    ...(early === null ? {} : { decided_before: early }),
    ...(from === null ? {} : { confidence_from: from }),
    ...(below === null ? {} : { confidence_below: below }),
    ...(isOneOf(taskSorts, sort) ? { sort } : {}),
    ...(isOneOf(listOrders, order) ? { order } : {}),
  };
}
