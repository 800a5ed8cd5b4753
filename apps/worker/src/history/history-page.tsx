import { Tabs } from '@asg/ui';
import { useLocation } from 'wouter';
import { AppealList } from '../appeals/appeal-list.tsx';
import { Page } from '../shell/page.tsx';
import { words } from '../words/index.ts';
import { LabelList } from './label-list.tsx';

/** What the worker labelled and how it came out, and what they contested. Each tab has an address of its own. */
export function HistoryPage({ tab }: { readonly tab: 'labels' | 'appeals' }) {
  const [, go] = useLocation();
  return (
    <Page title={words.history.title} lead={words.history.lead}>
      <Tabs
        label={words.history.title}
        tabs={[
          { key: 'labels', title: words.history.labels },
          { key: 'appeals', title: words.history.appeals },
        ]}
        chosen={tab}
        onChoose={(key) => go(key === 'labels' ? '/history' : '/appeals')}
      >
        {tab === 'labels' ? <LabelList /> : <AppealList />}
      </Tabs>
    </Page>
  );
}
