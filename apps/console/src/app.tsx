import { type ConsoleSession, isRetryable, isStatus } from '@asg/sdk';
import { BrandMark, Button, CrashGuard, EmptyState, Skeleton, ToastProvider } from '@asg/ui';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CloudAlert } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { LiveProvider } from './live/live.tsx';
import { customerPages, operatorPages } from './pages.ts';
import { problemText } from './parts/problem.ts';
import { RegisterPage } from './session/register-page.tsx';
import { SessionContext, useSession } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { otherRole } from './shell/places.ts';
import { Shell } from './shell/shell.tsx';

const retriesMax = 2;
const freshMs = 5_000;

/** A session that has ended is found by what it may no longer do. */
const noteEnd = (error: unknown): void => {
  if (isStatus(error, 401)) void client.invalidateQueries({ queryKey: ['session'] });
};
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteEnd }),
  mutationCache: new MutationCache({ onError: noteEnd }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: freshMs,
      retry: (failures, error) => failures < retriesMax && isRetryable(error),
    },
    mutations: { networkMode: 'always' },
  },
});

/** The Console, served at /console. */
export function App() {
  return (
    <CrashGuard
      title="Something went wrong here"
      text="Nothing that you sent is lost. Load the page again; if it stays like this, tell the operator."
      reloadLabel="Load again"
    >
      <QueryClientProvider client={client}>
        <ToastProvider dismissLabel="Dismiss">
          <Router base="/console">
            <Routes />
          </Router>
        </ToastProvider>
      </QueryClientProvider>
    </CrashGuard>
  );
}

const isIn = ({ customer, operator }: ConsoleSession): boolean => customer !== null || operator;

function Routes() {
  const session = useSession();
  const wasIn = useRef(false);
  const { data } = session;
  useEffect(() => {
    if (data !== undefined) wasIn.current ||= isIn(data);
  }, [data]);
  if (data === undefined)
    return session.isError ? (
      <Unreachable error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <Splash />
    );
  if (!isIn(data)) return <Outside ended={wasIn.current} />;
  return (
    <SessionContext value={data}>
      <LiveProvider key={data.customer?.key_id ?? 'nobody'} on={data.customer !== null}>
        <Switch>
          {[otherRole, ...othersOf(data)].map((path) => (
            <Route key={path} path={path}>
              <SignInPage ended={false} wanted={data.operator ? 'customer' : 'operator'} />
            </Route>
          ))}
          <Route path="/sign-in">
            <Redirect to="/" replace />
          </Route>
          <Route path="/register">
            <Redirect to="/" replace />
          </Route>
          <Route>
            <Shell>
              <Suspense fallback={<Loading />}>
                <Inside session={data} />
              </Suspense>
            </Shell>
          </Route>
        </Switch>
      </LiveProvider>
    </SessionContext>
  );
}

/** Every address but one asks for the sign-in, and is gone to after it. */
function Outside({ ended }: { readonly ended: boolean }) {
  return (
    <Switch>
      <Route path="/register" component={RegisterPage} />
      <Route>
        <SignInPage ended={ended} />
      </Route>
    </Switch>
  );
}

function Inside({ session: { customer, operator } }: { readonly session: ConsoleSession }) {
  const pages = [...(customer === null ? [] : customerPages), ...(operator ? operatorPages : [])];
  return (
    <Switch>
      {pages.map(({ path, page }) => (
        <Route key={path} path={path} component={page} />
      ))}
      {customer === null && (
        <Route path="/">
          <Redirect to="/operator" replace />
        </Route>
      )}
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** Pages of the role that is not signed in: they ask for it. */
const othersOf = ({ customer, operator }: ConsoleSession): readonly string[] =>
  [...(operator ? [] : operatorPages), ...(customer === null ? customerPages : [])]
    .map(({ path }) => path)
    .filter((path) => path !== '/');

function Splash() {
  return (
    <main className="ui-splash" aria-busy="true">
      <BrandMark size={56} />
      <h1 className="ui-visually-hidden">Loading</h1>
    </main>
  );
}

function Loading() {
  return (
    <div className="ui-page" aria-busy="true">
      <h1 className="ui-visually-hidden">Loading</h1>
      <Skeleton width="14rem" height="2.25rem" />
      <Skeleton height="20rem" />
    </div>
  );
}

function Unreachable({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <main className="ui-alone">
      <h1 className="ui-visually-hidden">The server cannot be reached</h1>
      <EmptyState
        icon={<CloudAlert size={28} />}
        tone="warning"
        title="The server cannot be reached"
        actions={
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        <p>{problemText(error)}</p>
      </EmptyState>
    </main>
  );
}
