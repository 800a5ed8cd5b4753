import { isRetryable, type Worker } from '@asg/sdk';
import { appPlace, CrashGuard, lazyPart, Skeleton, ToastProvider } from '@asg/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { LogInPage } from './account/log-in-page.tsx';
import { OnboardingPage } from './account/onboarding-page.tsx';
import { SignUpPage } from './account/sign-up-page.tsx';
import { TermsPage } from './account/terms-page.tsx';
import { messages } from './i18n/index.ts';
import { useUpdates } from './pwa/updates.ts';
import { ForgotPage } from './security/forgot-page.tsx';
import { TrailPage } from './security/trail-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { isKnownDevice, useMe } from './shell/session.ts';
import { Shell } from './shell/shell.tsx';
import { Splash, Unreachable } from './shell/starting.tsx';
import { WorkPage } from './work/work-page.tsx';
import { WorkbenchProvider } from './work/workbench.tsx';

const EarningsPage = lazyPart(() => import('./earnings/earnings-page.tsx'));
const WalletPage = lazyPart(() => import('./wallet/wallet-page.tsx'));
const SecurityPage = lazyPart(() => import('./security/security-page.tsx'));
const ProfilePage = lazyPart(() => import('./account/profile-page.tsx'));
const JoinPage = lazyPart(() => import('./security/join-page.tsx'));
const StopPage = lazyPart(() => import('./security/stop-page.tsx'));
const StayPage = lazyPart(() => import('./leaving/stay-page.tsx'));
const ResetPage = lazyPart(() => import('./security/reset-page.tsx'));
const ConfirmPage = lazyPart(() => import('./security/confirm-page.tsx'));
const SuspendedPage = lazyPart(() => import('./account/suspended-page.tsx'));
const DataPage = lazyPart(() => import('./leaving/data-page.tsx'));
const LeavingPage = lazyPart(async () => ({
  default: (await import('./leaving/data-page.tsx')).LeavingPage,
}));
const HistoryPage = lazyPart(() => import('./history/history-page.tsx'));
const StatementPage = lazyPart(() => import('./earnings/statement-page.tsx'));
const QuestionsPage = lazyPart(() => import('./questions/questions-page.tsx'));
const PracticePage = lazyPart(() => import('./questions/practice-page.tsx'));

const retriesMax = 2;
const freshMs = 10_000;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Requests are made also while the browser thinks that it is offline: it may be wrong, and pages say what failed.
      networkMode: 'always',
      staleTime: freshMs,
      retry: (failures, error) => failures < retriesMax && isRetryable(error),
    },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  return (
    <CrashGuard title={messages.app.failed} text={messages.app.failedText} reloadLabel={messages.app.reload}>
      <QueryClientProvider client={client}>
        <ToastProvider dismissLabel={messages.app.dismiss}>
          <Router base={appPlace().slice(0, -1)}>
            <Routes />
          </Router>
        </ToastProvider>
      </QueryClientProvider>
    </CrashGuard>
  );
}

function Routes() {
  useUpdates();
  const me = useMe();
  const wasIn = useRef(false);
  useEffect(() => {
    if (me.data != null) wasIn.current = true;
  }, [me.data]);
  if (me.data === undefined)
    return me.isError ? <Unreachable error={me.error} onRetry={() => void me.refetch()} /> : <Splash />;
  return (
    <Suspense fallback={<Splash />}>
      <Switch>
        <Route path="/terms" component={TermsPage} />
        <Route path="/reset" component={ResetPage} />
        <Route path="/confirm" component={ConfirmPage} />
        <Route path="/join">
          <JoinPage me={me.data} />
        </Route>
        <Route path="/stop" component={StopPage} />
        <Route path="/stay" component={StayPage} />
        <Route>{me.data === null ? <Outside ended={wasIn.current} /> : <Inside me={me.data} />}</Route>
      </Switch>
    </Suspense>
  );
}

function Outside({ ended }: { readonly ended: boolean }) {
  return (
    <Switch>
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/forgot" component={ForgotPage} />
      <Route path="/log-in">
        <LogInPage ended={ended} />
      </Route>
      <Route>
        <Redirect to={isKnownDevice() ? '/log-in' : '/sign-up'} replace />
      </Route>
    </Switch>
  );
}

function Inside({ me }: { readonly me: Worker }) {
  if (me.profile === null) return <OnboardingPage />;
  return (
    <WorkbenchProvider key={me.worker_id} me={me}>
      <Shell>
        <Suspense fallback={<Skeleton height="24rem" />}>
          <Switch>
            <Route path="/">
              <WorkOrWhyNot me={me} />
            </Route>
            <Route path="/questions">
              <QuestionsPage />
            </Route>
            <Route path="/practice/:question">
              {({ question }) => <PracticePage key={question} me={me} question={question} />}
            </Route>
            <Route path="/earnings">
              <EarningsPage me={me} />
            </Route>
            <Route path="/statement/:year">
              {({ year }) =>
                /^20[2-9]\d$/.test(year) ? <StatementPage me={me} year={year} /> : <NotFoundPage />
              }
            </Route>
            <Route path="/history">
              <HistoryPage tab="labels" />
            </Route>
            <Route path="/appeals">
              <HistoryPage tab="appeals" />
            </Route>
            <Route path="/wallet">
              <WalletPage me={me} />
            </Route>
            <Route path="/profile">
              <ProfilePage me={me} />
            </Route>
            <Route path="/security">
              <SecurityPage me={me} />
            </Route>
            <Route path="/security/trail">
              <TrailPage />
            </Route>
            <Route path="/data">
              <DataPage me={me} />
            </Route>
            <Route path="/forgot">
              <Redirect to="/security" replace />
            </Route>
            <Route path="/log-in">
              <Redirect to="/" replace />
            </Route>
            <Route path="/sign-up">
              <Redirect to="/" replace />
            </Route>
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </Shell>
    </WorkbenchProvider>
  );
}

function WorkOrWhyNot({ me }: { readonly me: Worker }) {
  if (me.deletion !== null) return <LeavingPage me={me} />;
  return me.status === 'suspended' ? <SuspendedPage me={me} /> : <WorkPage me={me} />;
}
