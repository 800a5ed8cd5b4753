import { Page } from '@asg/console-kit';
import { Tabs } from '@asg/ui';
import { useSearchParams } from 'wouter';
import { SandboxNote } from '../balance/sandbox-note.tsx';
import { ManyTasks } from './many-tasks.tsx';
import { OneTask } from './one-task.tsx';

const tabs = [
  { key: 'one', title: 'One task' },
  { key: 'many', title: 'Files' },
] as const;

export default function SubmitPage() {
  const [params, setParams] = useSearchParams();
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
        {chosen === 'one' ? <OneTask /> : <ManyTasks />}
      </Tabs>
    </Page>
  );
}
