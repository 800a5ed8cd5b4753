import { forgetUnstored, mayIn, problemText, SessionContext, useSession } from '@asg/console-kit';
import { LiveProvider } from '@asg/console-kit/live';
import { type ConsoleSession, isRetryable, isStatus } from '@asg/sdk';
import {
  appPlace,
  BrandMark,
  Button,
  CrashGuard,
  EmptyState,
  lazyPart,
  Skeleton,
  ToastProvider,
} from '@asg/ui';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CloudAlert } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { StayPage } from './leaving/stay-page.tsx';
import { customerPages, operatorPages, personPages } from './pages.ts';
import { ConfirmPage, JoinPage, ResetPage } from './session/by-link-pages.tsx';
import { ForgotPage } from './session/forgot-page.tsx';
import { InvitationPage } from './session/invitation-page.tsx';
import { MembershipNews } from './session/membership-news.tsx';
import { RegisterPage } from './session/register-page.tsx';
import { SignInPage, type Way } from './session/sign-in-page.tsx';
import { SignUpPage } from './session/sign-up-page.tsx';
import { NoAccessPage } from './shell/no-access-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { otherRole, placesOf } from './shell/places.ts';
import { Shell } from './shell/shell.tsx';

const Degraded = lazyPart(() => import('@asg/operator-pages/degraded'));

const retriesMax = 2;
const freshMs = 5_000;

/** A session that has ended, or a member who was removed or has another role, is found by what is refused. */
const noteEnd = (error: unknown): void => {
  if (isStatus(error, 401) || isStatus(error, 403)) void client.invalidateQueries({ queryKey: ['session'] });
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
          <Router base={appPlace().slice(0, -1)}>
            <Routes />
          </Router>
        </ToastProvider>
      </QueryClientProvider>
    </CrashGuard>
  );
}

/** How somebody is signed in; null: nobody is. */
function wayOf({ customer, person, operator }: ConsoleSession): Way | null {
  if (person !== null) return 'person';
  if (customer !== null) return 'key';
  return operator ? 'operator' : null;
}

function Routes() {
  const session = useSession();
  const before = useRef<Way | null>(null);
  const [here] = useLocation();
  const { data } = session;
  useEffect(() => {
    if (data === undefined) return;
    before.current = wayOf(data) ?? before.current;
    if (wayOf(data) === null && here !== '/register') forgetUnstored();
  }, [data, here]);
  if (data === undefined)
    return session.isError ? (
      <Unreachable error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <Splash />
    );
  // Who has made an account is signed in, and still to store the key that the page shows.
  if (wayOf(data) === null || here === '/register') return <Outside before={before.current} />;
  return (
    <SessionContext value={data}>
      <MembershipNews />
      <LiveProvider key={liveName(data)} on={data.customer !== null && mayIn(data, 'read')}>
        <Switch>
          {linkRoutes}
          {[otherRole, ...othersOf(data)].map((path) => (
            <Route key={path} path={path}>
              <SignInPage ended={false} wanted={data.operator ? 'person' : 'operator'} />
            </Route>
          ))}
          {['/sign-in', '/sign-up', '/forgot'].map((path) => (
            <Route key={path} path={path}>
              <Redirect to="/" replace />
            </Route>
          ))}
          <Route>
            <Shell>
              {data.operator && /^\/operator\/./.test(here) && (
                <Suspense>
                  <Degraded />
                </Suspense>
              )}
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

/** What links in mails lead to, whoever is signed in. */
const linkRoutes = [
  <Route key="join" path="/join" component={JoinPage} />,
  <Route key="invitation" path="/invitation" component={InvitationPage} />,
  <Route key="reset" path="/reset" component={ResetPage} />,
  <Route key="confirm" path="/confirm" component={ConfirmPage} />,
  <Route key="stay" path="/stay" component={StayPage} />,
];

/** Whose events a page follows. */
const liveName = ({ customer, person }: ConsoleSession): string =>
  customer === null ? 'nobody' : `${customer.customer_id} ${person?.person_id ?? customer.key_id}`;

/** Every other address asks for the sign-in, and is gone to after it. `before`: how somebody was signed in a moment ago. */
function Outside({ before }: { readonly before: Way | null }) {
  return (
    <Switch>
      {linkRoutes}
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/register" component={RegisterPage} />
      <Route path="/forgot" component={ForgotPage} />
      <Route>
        <SignInPage ended={before !== null} {...(before !== null && { wanted: before })} />
      </Route>
    </Switch>
  );
}

function Inside({ session }: { readonly session: ConsoleSession }) {
  const { customer, person, operator } = session;
  const first = firstPlace(session);
  const pages = [
    ...(customer === null ? [] : customerPages),
    ...(person === null ? [] : personPages),
    ...(operator ? operatorPages : []),
  ];
  return (
    <Switch>
      {first !== '/' && (
        <Route path="/">
          <Redirect to={first} replace />
        </Route>
      )}
      {pages.map(({ path, page, may }) =>
        may === undefined || mayIn(session, may) ? (
          <Route key={path} path={path} component={page} />
        ) : (
          <Route key={path} path={path}>
            <NoAccessPage missing={may} />
          </Route>
        ),
      )}
      {customer === null &&
        customerPages.map(({ path }) => (
          <Route key={path} path={path}>
            <Redirect to={first} replace />
          </Route>
        ))}
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** Where one begins: who may not see the overview, at the first page that they may see. */
function firstPlace(session: ConsoleSession): string {
  const [place] = placesOf(session).flatMap(({ places }) => places);
  if (session.customer !== null || session.person === null || session.operator) return place?.to ?? '/';
  return '/organisations';
}

/** Pages of the role that is not signed in: they ask for it. */
const othersOf = ({ customer, person, operator }: ConsoleSession): readonly string[] =>
  [
    ...(operator ? [] : operatorPages),
    // Who is in no organisation is not to sign in once more, but to choose one.
    ...(customer === null && person === null ? [...customerPages, ...personPages] : []),
  ]
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
