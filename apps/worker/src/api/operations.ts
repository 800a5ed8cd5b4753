import type { AnswerOf, InputOf, RouteContract, routes } from '@asg/wire';

type Routes = typeof routes;

/**
 * The operations that the app uses. Names, methods and paths are checked against the contract when the types are; the
 * schemas themselves stay out of the browser.
 */
export const operations = {
  registerWorker: ['POST', '/v1/workers'],
  logInWorker: ['POST', '/v1/workers/login'],
  logOutWorker: ['POST', '/v1/workers/logout'],
  getWorker: ['GET', '/v1/workers/me'],
  setProfile: ['PUT', '/v1/workers/me/profile'],
  setWallet: ['PUT', '/v1/workers/me/wallet'],
  removeWallet: ['DELETE', '/v1/workers/me/wallet'],
  withdraw: ['POST', '/v1/workers/me/withdraw'],
  listWithdrawals: ['GET', '/v1/workers/me/withdrawals'],
  listEarnings: ['GET', '/v1/workers/me/earnings'],
  listHistory: ['GET', '/v1/workers/me/history'],
  openAppeal: ['POST', '/v1/workers/me/appeals'],
  listAppeals: ['GET', '/v1/workers/me/appeals'],
  nextWork: ['POST', '/v1/work/next'],
  giveLabels: ['POST', '/v1/work/labels'],
  skipTask: ['POST', '/v1/work/{assignment_id}/skip'],
} as const satisfies { readonly [K in keyof Routes]?: readonly [Routes[K]['method'], Routes[K]['path']] };

export type OperationName = keyof typeof operations;
export type Answer<K extends OperationName> = AnswerOf<Routes[K]>;

type Part<T, Name extends string> = [T] extends [undefined]
  ? { readonly [P in Name]?: undefined }
  : undefined extends T
    ? { readonly [P in Name]?: T }
    : { readonly [P in Name]: T };

/** What an operation takes; parts that it has none of are left out. */
export type Input<K extends OperationName> = Routes[K] extends infer C extends RouteContract
  ? Part<InputOf<C>['Params'], 'params'> &
      (C extends { query: object } ? { readonly query?: InputOf<C>['Querystring'] } : { query?: undefined }) &
      Part<InputOf<C>['Body'], 'body'>
  : never;

type Body<K extends OperationName, S extends number> = Extract<Answer<K>, { readonly status: S }>['body'];
export type Worker = Body<'getWorker', 200>;
export type Earnings = Body<'listEarnings', 200>;
export type Assignment = Body<'nextWork', 200>['assignments'][number];
export type LabelOutcome = Body<'giveLabels', 200>['outcomes'][number];
export type Withdrawal = Body<'listWithdrawals', 200>['data'][number];
export type GivenLabel = Body<'listHistory', 200>['data'][number];
export type Appeal = Body<'listAppeals', 200>['data'][number];
