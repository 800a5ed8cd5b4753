import { Tabs } from '@asg/ui';
import { useLocation } from 'wouter';
import { AppealList } from '../appeals/appeal-list.tsx';
import { messages } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { LabelList } from './label-list.tsx';

/** What the worker labelled and how it came out, and what they contested. Each tab has an address of its own. */
export default function HistoryPage({ tab }: { readonly tab: 'labels' | 'appeals' }) {
  const [, go] = useLocation();
  return (
    <Page title={messages.history.title} lead={messages.history.lead}>
      <Tabs
        label={messages.history.title}
        tabs={[
          { key: 'labels', title: messages.history.labels },
          { key: 'appeals', title: messages.history.appeals },
        ]}
        chosen={tab}
        onChoose={(key) => go(key === 'labels' ? '/history' : '/appeals')}
      >
        {tab === 'labels' ? <LabelList /> : <AppealList />}
      </Tabs>
    </Page>
  );
}
