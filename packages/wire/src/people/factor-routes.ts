import type { TSchema } from 'typebox';
import { adminWorkerParams } from '../accounts/admin-schemas.ts';
import { workerSession } from '../accounts/worker-schemas.ts';
import { route, type Tag } from '../contract.ts';
import {
  codeBody,
  codesOffer,
  endPersonFactorBody,
  factors,
  newPasskeyBody,
  newPasskeyQuestion,
  passkey,
  passkeyBody,
  passkeyParams,
  passkeyQuestion,
  proofBody,
  recoveryCodes,
  secondFactorEnd,
  secondFactorOffBody,
  secondFactorOnBody,
} from './factor-schemas.ts';
import { personSession } from './organisation-schemas.ts';

const proofErrors = [
  'wrong_password',
  'code_needed',
  'wrong_code',
  'passkey_refused',
  'confirmation_needed',
  'codes_wait',
] as const;

interface RealmRoutes {
  /** What its paths begin with. */
  readonly home: string;
  readonly tag: Tag;
  readonly auth: 'worker' | 'person';
  /** The operation's id, by its name among workers'. */
  readonly idOf: (name: string) => string;
}

/** What people set up for their ways in beside the password, the same in each realm. */
function factorRoutes({ home, tag, auth, idOf }: RealmRoutes) {
  return {
    askPasskey: route({
      method: 'POST',
      path: `${home}/login/passkey/options`,
      operationId: idOf('askPasskey'),
      tag,
      summary: 'What a passkey is to answer',
      description:
        'To log in with it, or to show that it is you. Names nobody: the device tells whose passkey it is.',
      auth: 'none',
      limit: 'address',
      responses: { 200: { description: 'The question', schema: passkeyQuestion } },
      errors: [],
    }),
    getFactors: route({
      method: 'GET',
      path: `${home}/me/factors`,
      operationId: idOf('getFactors'),
      tag,
      summary: 'Your passkeys and your second factor',
      auth,
      limit: 'caller',
      responses: { 200: { description: 'What you log in with', schema: factors } },
      errors: [],
    }),
    askNewPasskey: route({
      method: 'POST',
      path: `${home}/me/passkeys/options`,
      operationId: idOf('askNewPasskey'),
      tag,
      summary: 'What a new passkey is made from',
      description: 'Show that it is you first.',
      auth,
      limit: 'caller',
      body: proofBody,
      responses: { 200: { description: 'The question', schema: newPasskeyQuestion } },
      errors: [...proofErrors, 'too_many_passkeys'],
    }),
    addPasskey: route({
      method: 'POST',
      path: `${home}/me/passkeys`,
      operationId: idOf('addPasskey'),
      tag,
      summary: 'Add a passkey',
      description: 'By the answer of the device to that question. A mail tells of it.',
      auth,
      limit: 'caller',
      body: newPasskeyBody,
      responses: { 201: { description: 'Added', schema: passkey } },
      errors: ['passkey_refused', 'too_many_passkeys'],
    }),
    removePasskey: route({
      method: 'DELETE',
      path: `${home}/me/passkeys/{passkey_id}`,
      operationId: idOf('removePasskey'),
      tag,
      summary: 'Remove a passkey',
      description: 'Ends every session but this one, for the device may be lost. A mail tells of it.',
      auth,
      limit: 'caller',
      params: passkeyParams,
      responses: { 204: { description: 'Removed' } },
      errors: ['passkey_not_found'],
    }),
    offerSecondFactor: route({
      method: 'POST',
      path: `${home}/me/second-factor`,
      operationId: idOf('offerSecondFactor'),
      tag,
      summary: 'A secret for the app on your phone',
      description:
        'For time-based codes (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds). Show that it is you first. Nothing changes until it is turned on with a code.',
      auth,
      limit: 'caller',
      body: proofBody,
      responses: { 200: { description: 'The secret', schema: codesOffer } },
      errors: [...proofErrors, 'codes_on'],
    }),
    setSecondFactor: route({
      method: 'PUT',
      path: `${home}/me/second-factor`,
      operationId: idOf('setSecondFactor'),
      tag,
      summary: 'Have log-ins need a code',
      description:
        'By a code of the app. From now on the password needs one beside it; a passkey does not. Ends every session but this one, and a mail tells of it.',
      auth,
      limit: 'caller',
      body: secondFactorOnBody,
      responses: { 200: { description: 'Turned on', schema: recoveryCodes } },
      errors: ['ticket_invalid', 'wrong_code', 'codes_on'],
    }),
    removeSecondFactor: route({
      method: 'POST',
      path: `${home}/me/second-factor/off`,
      operationId: idOf('removeSecondFactor'),
      tag,
      summary: 'Have log-ins need no code any more',
      description: 'By your password and a code. Ends every session but this one, and a mail tells of it.',
      auth,
      limit: 'caller',
      body: secondFactorOffBody,
      responses: { 204: { description: 'Turned off' } },
      errors: ['wrong_password', 'wrong_code', 'codes_off', 'codes_wait'],
    }),
    renewRecoveryCodes: route({
      method: 'POST',
      path: `${home}/me/recovery-codes`,
      operationId: idOf('renewRecoveryCodes'),
      tag,
      summary: 'New recovery codes',
      description: 'Those of before are worth nothing any more. Show that it is you first.',
      auth,
      limit: 'caller',
      body: proofBody,
      responses: { 200: { description: 'The new ones', schema: recoveryCodes } },
      errors: [...proofErrors, 'codes_off'],
    }),
  };
}

/** The ways in that give a session of the realm. */
function factorLogIns<const S extends TSchema>(
  { home, tag, session }: Pick<RealmRoutes, 'home' | 'tag'> & { readonly session: S },
  idOf: (verb: string, rest: string) => string,
) {
  return {
    logInWithCode: route({
      method: 'POST',
      path: `${home}/login/code`,
      operationId: idOf('logIn', 'WithCode'),
      tag,
      summary: 'Log in: the second factor',
      description:
        'After a log-in that wanted a code: its `ticket`, and a code of the app on your phone or a recovery code. Each is good once. After five wrong ones in a row the app’s are looked at every 15 minutes; recovery codes always are.',
      auth: 'none',
      limit: 'address',
      ownPagesOnly: true,
      body: codeBody,
      responses: { 200: { description: 'Logged in', schema: session } },
      errors: ['ticket_invalid', 'wrong_code', 'codes_wait'],
    }),
    logInWithPasskey: route({
      method: 'POST',
      path: `${home}/login/passkey`,
      operationId: idOf('logIn', 'WithPasskey'),
      tag,
      summary: 'Log in with a passkey',
      description: 'Needs no password and no code: the device has verified you.',
      auth: 'none',
      limit: 'address',
      ownPagesOnly: true,
      body: passkeyBody,
      responses: { 200: { description: 'Logged in', schema: session } },
      errors: ['passkey_refused'],
    }),
  };
}

const ofWorkers = {
  home: '/v1/workers',
  tag: 'Workers',
  auth: 'worker',
  idOf: (name: string) => name,
} as const;
const ofConsole = {
  home: '/v1/console',
  tag: 'Console',
  auth: 'person',
  idOf: (name: string) => name.replace(/(?=[A-Z])/, 'Person'),
} as const;

export const workFactors = factorRoutes(ofWorkers);
export const consoleFactors = factorRoutes(ofConsole);
export type FactorRoutes = typeof workFactors;

export const { logInWithCode, logInWithPasskey } = factorLogIns(
  { ...ofWorkers, session: workerSession },
  (verb, rest) => verb + rest,
);
export const { logInWithCode: logInPersonWithCode, logInWithPasskey: logInPersonWithPasskey } = factorLogIns(
  { ...ofConsole, session: personSession },
  (verb, rest) => `${verb}Person${rest}`,
);

/** By operation id. */
export const consoleFactorRoutes = {
  askPersonPasskey: consoleFactors.askPasskey,
  getPersonFactors: consoleFactors.getFactors,
  askPersonNewPasskey: consoleFactors.askNewPasskey,
  addPersonPasskey: consoleFactors.addPasskey,
  removePersonPasskey: consoleFactors.removePasskey,
  offerPersonSecondFactor: consoleFactors.offerSecondFactor,
  setPersonSecondFactor: consoleFactors.setSecondFactor,
  removePersonSecondFactor: consoleFactors.removeSecondFactor,
  renewPersonRecoveryCodes: consoleFactors.renewRecoveryCodes,
};

export const adminEndSecondFactor = route({
  method: 'POST',
  path: '/v1/admin/workers/{worker_id}/second-factor/end',
  operationId: 'adminEndSecondFactor',
  tag: 'Admin',
  summary: 'End a worker’s second factor',
  description:
    'For one who lost phone and recovery codes. It takes effect after 24 hours, and a mail tells the worker: whoever gives a code until then has not lost it, and nothing ends.',
  auth: 'admin',
  may: 'recover',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: { description: 'It will end', schema: secondFactorEnd } },
  errors: ['worker_not_found', 'codes_off'],
});

export const adminEndPersonSecondFactor = route({
  method: 'POST',
  path: '/v1/admin/people/second-factor/end',
  operationId: 'adminEndPersonSecondFactor',
  tag: 'Admin',
  summary: 'End the second factor of somebody in the Console',
  description:
    'As a worker’s, by their e-mail: after 24 hours, of which a mail tells them, and not where they give a code until then. Of an operator it takes the permission `operators`, too.',
  auth: 'admin',
  may: 'recover',
  limit: 'address',
  body: endPersonFactorBody,
  responses: { 200: { description: 'It will end', schema: secondFactorEnd } },
  errors: ['person_not_found', 'codes_off'],
});
