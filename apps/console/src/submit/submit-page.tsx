import { gateway, Page } from '@asg/console-kit';
import { Notice, Skeleton, Tabs } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { SandboxNote } from '../balance/sandbox-note.tsx';
import { ManyTasks } from './many-tasks.tsx';
import { OneTask } from './one-task.tsx';
import { specOfJob } from './spec.ts';

const tabs = [
  { key: 'one', title: 'One task' },
  { key: 'many', title: 'Files' },
] as const;

export default function SubmitPage() {
  const [params, setParams] = useSearchParams();
  const repeated = params.get('job');
  const chosen = params.get('from') === 'file' ? 'many' : 'one';
  return (
    <Page title="Submit" lead="Images and texts to label, with a question and its answers.">
      <SandboxNote />
      <Tabs
        label="What to submit"
        tabs={tabs}
        chosen={chosen}
        onChoose={(key) => setParams(key === 'many' ? { from: 'file' } : {}, { replace: true })}
      >
        {chosen === 'one' ? (
          <OneTask />
        ) : repeated === null ? (
          <ManyTasks settings={null} />
        ) : (
          <Repeated jobId={repeated} />
        )}
      </Tabs>
    </Page>
  );
}

/** Another file with the settings of an earlier job. */
function Repeated({ jobId }: { readonly jobId: string }) {
  const { data: job, isError } = useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => gateway.jobs.get(jobId, { signal }),
  });
  if (isError)
    return (
      <>
        <Notice tone="warning">The job to repeat cannot be read: its settings are not filled in.</Notice>
        <ManyTasks settings={null} />
      </>
    );
  if (job === undefined) return <Skeleton height="16rem" />;
  return (
    <>
      <Notice>
        With the settings of the job <bdi>{job.name ?? job.job_id}</bdi>: choose the new file, and look at
        them before you submit.
      </Notice>
      <ManyTasks settings={specOfJob(job)} />
    </>
  );
}
