import { type BodyOf, callerOf, type Operations } from '@asg/sdk/browser';

/** What the app asks of the API. */
const operations = {
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
} as const satisfies Operations;

export const call = callerOf(operations);

export type Worker = BodyOf<'getWorker'>;
export type Earnings = BodyOf<'listEarnings'>;
export type Assignment = BodyOf<'nextWork'>['assignments'][number];
export type LabelOutcome = BodyOf<'giveLabels'>['outcomes'][number];
export type Withdrawal = BodyOf<'listWithdrawals'>['data'][number];
export type GivenLabel = BodyOf<'listHistory'>['data'][number];
export type Appeal = BodyOf<'listAppeals'>['data'][number];
