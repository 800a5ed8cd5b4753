import { Tabs } from '@asg/ui';
import { useSearchParams } from 'wouter';
import { Page } from '../shell/page.tsx';
import { ManyTasks } from './many-tasks.tsx';
import { OneTask } from './one-task.tsx';

const tabs = [
  { key: 'one', title: 'One task' },
  { key: 'many', title: 'A file of tasks' },
] as const;

export default function SubmitPage() {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('from') === 'file' ? 'many' : 'one';
  return (
    <Page title="Submit" lead="Data to label: an image or a text at a URL, with a question and its answers.">
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
