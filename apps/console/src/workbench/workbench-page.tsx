import { Asked, gateway, Page, spoken } from '@asg/console-kit';
import { Chips, type Filter } from '@asg/console-kit/filters';
import { type Asked as AskedTask, askedOf, type Scope, viewOf } from '@asg/console-kit/kinds';
import { SelectField } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { AccuracyCard } from './accuracy-card.tsx';
import { Bench } from './bench.tsx';
import { Confidence } from './confidence.tsx';
import { BenchFigures } from './figures.tsx';
import { scopeOf, useBench } from './state.ts';

const refreshMs = 5_000;

/** The results of a job, a batch, a question or any filter: the items themselves, what was answered, and how sure that is. */
export default function WorkbenchPage() {
  const bench = useBench();
  const { filter, change } = bench;
  const narrow = (part: Filter): void => change({ filter: { ...filter, ...part }, open: null, plan: null });
  const scope = scopeOf(filter);
  const query = useQuery({
    queryKey: ['stats', 'distribution', scope],
    queryFn: ({ signal }) => gateway.billing.distribution(scope ?? {}, { signal }),
    enabled: scope !== null,
    refetchInterval: ({ state }) => (state.data?.seconds_left === 0 ? false : refreshMs),
  });
  const asked = useAsked(scope);
  const { bench: parts, text } = viewOf(asked?.type ?? '');
  const totals = new Map(
    query.data?.options.map((option, i) => [option, query.data.answers[i] ?? 0] as const) ?? [],
  );
  return (
    <Page
      title="Workbench"
      lead={<Lead filter={filter} />}
      aside={<ScopeField filter={filter} onChoose={(template) => narrow({ ...noScope, template })} />}
    >
      {scope !== null && (
        <Asked
          query={query}
          height="26rem"
          missing={`There is no such ${'job_id' in scope ? 'job' : 'batch'}`}
        >
          {(distribution) => {
            const part = {
              distribution,
              scope,
              spec: asked?.spec ?? {},
              text: (answer: string) => text(answer, asked?.spec ?? {}),
              chosen: filter.answer ?? null,
              onChoose: (answer: string | null) => narrow({ answer: answer ?? '' }),
            };
            return (
              <>
                <BenchFigures distribution={distribution} />
                <AccuracyCard scope={scope} bench={bench} />
                {parts.Wide !== undefined && <parts.Wide {...part} />}
                <div className={parts.Second === undefined ? 'halves' : 'thirds'}>
                  <parts.First {...part} />
                  <Confidence
                    bins={distribution.confidence}
                    from={shareIn(filter.confidence_from)}
                    below={shareIn(filter.confidence_below)}
                    onChoose={(range) =>
                      narrow({
                        confidence_from: range === null ? '' : String(range.from),
                        // The last bin has what is certain too.
                        confidence_below: range === null || range.below >= 1 ? '' : String(range.below),
                      })
                    }
                  />
                  {parts.Second !== undefined && <parts.Second {...part} />}
                </div>
              </>
            );
          }}
        </Asked>
      )}
      <Chips filter={filter} onDrop={(name) => narrow({ [name]: '' })} />
      <Bench bench={bench} totals={totals} />
    </Page>
  );
}

/** What is asked where these figures are of; null: it is not known yet, or there is no task. */
function useAsked(scope: Scope | null): AskedTask | null {
  const query = useQuery({
    queryKey: ['tasks', 'asked', scope],
    queryFn: ({ signal }) => gateway.tasks.page({ ...scope, limit: 1 }, { signal }),
    enabled: scope !== null,
    staleTime: ({ state }) => (state.data?.data.length === 0 ? 0 : Number.POSITIVE_INFINITY),
  });
  const first = query.data?.data[0];
  return first === undefined ? null : askedOf(first);
}

const noScope = { job_id: '', batch_id: '', template: '' };
const shareIn = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** What the page is about. */
function Lead({ filter: { job_id, batch_id, template } }: { readonly filter: Filter }) {
  if (job_id !== undefined) return <JobLead jobId={job_id} />;
  if (batch_id !== undefined)
    return (
      <>
        The batch{' '}
        <Link href={`/tasks?batch_id=${batch_id}`} className="ui-mono">
          …{batch_id.slice(-10)}
        </Link>
      </>
    );
  return template === undefined
    ? 'All tasks that were decided; for figures, choose a job or a question.'
    : 'One question';
}

function JobLead({ jobId }: { readonly jobId: string }) {
  const job = useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => gateway.jobs.get(jobId, { signal }),
  });
  return (
    <>
      The job <Link href={`/jobs/${jobId}`}>{job.data?.name ?? `…${jobId.slice(-10)}`}</Link>
      {job.data !== undefined && (
        <>
          {': '}
          <bdi>{job.data.label_spec.question}</bdi>
        </>
      )}
    </>
  );
}

interface ScopeFieldProps {
  readonly filter: Filter;
  readonly onChoose: (template: string) => void;
}

/** Another thing to look at: everything, or the tasks of one type with the same options. */
function ScopeField({ filter: { job_id, batch_id, template }, onChoose }: ScopeFieldProps) {
  const stats = useQuery({
    queryKey: ['stats', 'templates'],
    queryFn: ({ signal }) => gateway.billing.stats({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const templates = stats.data?.templates ?? [];
  const isPart = (job_id ?? batch_id) !== undefined;
  if (templates.length === 0 && !isPart) return null;
  return (
    <div className="range">
      <SelectField
        label="Shown are"
        value={isPart ? 'part' : (template ?? '')}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {isPart && <option value="part">{job_id === undefined ? 'This batch' : 'This job'}</option>}
        <option value="">All tasks</option>
        {template !== undefined && !templates.some((one) => one.template === template) && (
          <option value={template}>One question</option>
        )}
        {templates.map((one) => (
          <option key={one.template} value={one.template}>
            {spoken(one.task_type)}: {viewOf(one.task_type).template(one.options)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
