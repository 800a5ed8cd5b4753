import { route } from '../contract.ts';
import {
  loginBody,
  profileBody,
  registerWorkerBody,
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
  description: 'A browser gets the cookies `asg_worker` and `asg_device`, as at sign-up.',
  auth: 'none',
  limit: 'address',
  body: loginBody,
  responses: { 200: { description: 'Logged in', schema: workerSession } },
  errors: ['wrong_credentials'],
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
    'An address, or a paymail (BRC-28) whose host takes payments for it now. Needs a log-in of the last 15 minutes, or your password.',
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
  description: 'What you earn from now on goes to an address held for you.',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'The account', schema: worker } },
  errors: [],
});
