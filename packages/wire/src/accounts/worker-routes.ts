import { route } from '../contract.ts';
import {
  loginBody,
  profileBody,
  registerWorkerBody,
  stoppedWallet,
  stopWalletBody,
  walletBody,
  worker,
  workerSession,
} from './worker-schemas.ts';

export const registerWorker = route({
  method: 'POST',
  path: '/v1/workers',
  operationId: 'registerWorker',
  tag: 'Workers',
  summary: 'Sign up as a worker',
  description:
    'Logs in at once: the token is in the answer and in the cookie `asg_worker`. A browser also gets `asg_device`, a random name that tells accounts of one person from those of several; programs do not.',
  auth: 'none',
  limit: 'registration',
  body: registerWorkerBody,
  responses: { 201: { description: 'Signed up and logged in', schema: workerSession } },
  errors: ['email_taken'],
});

export const logInWorker = route({
  method: 'POST',
  path: '/v1/workers/login',
  operationId: 'logInWorker',
  tag: 'Workers',
  summary: 'Log in',
  description:
    'A browser gets the cookies `asg_worker` and `asg_device`, as at sign-up. An account with a second factor is answered 401 with a `ticket`: send it with a code to `POST /v1/workers/login/code`.',
  auth: 'none',
  limit: 'address',
  body: loginBody,
  responses: { 200: { description: 'Logged in', schema: workerSession } },
  errors: ['wrong_credentials', 'code_wanted'],
});

export const logOutWorker = route({
  method: 'POST',
  path: '/v1/workers/logout',
  operationId: 'logOutWorker',
  tag: 'Workers',
  summary: 'Log out',
  description: 'Ends the session of this request; others stay.',
  auth: 'worker',
  limit: 'caller',
  responses: { 204: { description: 'Logged out' } },
  errors: [],
});

export const getWorker = route({
  method: 'GET',
  path: '/v1/workers/me',
  operationId: 'getWorker',
  tag: 'Workers',
  summary: 'Your account and totals',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'The account', schema: worker } },
  errors: [],
});

export const setProfile = route({
  method: 'PUT',
  path: '/v1/workers/me/profile',
  operationId: 'setProfile',
  tag: 'Workers',
  summary: 'Set your profile',
  description: 'Needed before the first task.',
  auth: 'worker',
  limit: 'caller',
  body: profileBody,
  responses: { 200: { description: 'The account', schema: worker } },
  errors: [],
});

export const setWallet = route({
  method: 'PUT',
  path: '/v1/workers/me/wallet',
  operationId: 'setWallet',
  tag: 'Workers',
  summary: 'Set where you are paid',
  description:
    'An address, or a paymail (BRC-28) whose host takes payments for it now. Needs a log-in of the last 15 minutes, or your password. The first one is in force at once, another one a day after a mail told you of it; where much is held for you, your e-mail is not confirmed, or your password was reset in the last week, 3 days after it, the first one too. `wallet.pending` is what waits: until then you are paid, and withdraw, as before.',
  auth: 'worker',
  limit: 'caller',
  body: walletBody,
  responses: { 200: { description: 'The account', schema: worker } },
  errors: ['confirmation_needed'],
});

export const removeWallet = route({
  method: 'DELETE',
  path: '/v1/workers/me/wallet',
  operationId: 'removeWallet',
  tag: 'Workers',
  summary: 'Have your earnings held',
  description:
    'What you earn from now on goes to an address held for you. A wallet that waits does not come into force.',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'The account', schema: worker } },
  errors: [],
});

export const dropWallet = route({
  method: 'DELETE',
  path: '/v1/workers/me/wallet/pending',
  operationId: 'dropWallet',
  tag: 'Workers',
  summary: 'Take back a wallet that waits',
  description: 'You go on being paid as you are. Nothing changes where none waits.',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'The account', schema: worker } },
  errors: [],
});

export const stopWallet = route({
  method: 'POST',
  path: '/v1/workers/wallet/stop',
  operationId: 'stopWallet',
  tag: 'Workers',
  summary: 'Say that a new wallet is not yours',
  description:
    'By the link of the mail that told of it, for 7 days. The wallet does not come into force; if it is already, your earnings are held for you. Every session ends, and no password opens the account until a new one is set by a link: by the same one, where nothing but this ended sessions or changed password, e-mail, passkeys or codes since the mail, else by one that is asked for.',
  auth: 'none',
  limit: 'address',
  body: stopWalletBody,
  responses: { 200: { description: 'Stopped', schema: stoppedWallet } },
  errors: ['link_invalid'],
});
