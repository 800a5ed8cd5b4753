import { route } from '../contract.ts';
import {
  enterOrganisationBody,
  joinBody,
  logInPersonBody,
  personSession,
  signUpBody,
} from './organisation-schemas.ts';

export const signUpPerson = route({
  method: 'POST',
  path: '/v1/console/sign-up',
  operationId: 'signUpPerson',
  tag: 'Console',
  summary: 'Sign up for the Console',
  description:
    'A mail with a link goes to this e-mail: whoever follows it within 24 hours chooses a password, and owns a new organisation, or the one that the API made with this e-mail. Who has an account already is told so by the mail; the answer does not tell.',
  auth: 'none',
  limit: 'registration',
  body: signUpBody,
  responses: { 202: { description: 'A mail is on its way' } },
  errors: [],
});

export const joinConsole = route({
  method: 'POST',
  path: '/v1/console/join',
  operationId: 'joinConsole',
  tag: 'Console',
  summary: 'Finish a sign-up, or join by an invitation, by its link',
  description:
    'Makes the person, who owns the organisation, and logs in: the token is in the answer and in the cookie `asg_console`. Sent again with the same password, it is a log-in. By an invitation’s link the person joins with its role, where nobody has an account with that e-mail; who has one logs in, and sends the link to `POST /v1/console/me/invitations`.',
  auth: 'none',
  limit: 'address',
  ownPagesOnly: true,
  body: joinBody,
  responses: { 201: { description: 'Signed up and logged in', schema: personSession } },
  errors: ['link_invalid'],
});

export const logInPerson = route({
  method: 'POST',
  path: '/v1/console/login',
  operationId: 'logInPerson',
  tag: 'Console',
  summary: 'Log in to the Console',
  description:
    'The token opens what an API key of the organisation opens that the session is in. A browser gets it as the cookie `asg_console`, and `asg_device`, a random name that tells accounts of one person from those of several. An account with a second factor is answered 401 with a `ticket`: send it with a code to `POST /v1/console/login/code`.',
  auth: 'none',
  limit: 'address',
  ownPagesOnly: true,
  body: logInPersonBody,
  responses: { 200: { description: 'Logged in', schema: personSession } },
  errors: ['wrong_credentials', 'code_wanted'],
});

export const logOutPerson = route({
  method: 'POST',
  path: '/v1/console/logout',
  operationId: 'logOutPerson',
  tag: 'Console',
  summary: 'Log out of the Console',
  description: 'Ends the session of this request; others stay.',
  auth: 'person',
  limit: 'caller',
  responses: { 204: { description: 'Logged out' } },
  errors: [],
});

export const enterOrganisation = route({
  method: 'PUT',
  path: '/v1/console/me/organisation',
  operationId: 'enterOrganisation',
  tag: 'Console',
  summary: 'Change to another organisation of yours',
  description: 'This session is in it from now on; others stay where they are.',
  auth: 'person',
  limit: 'caller',
  body: enterOrganisationBody,
  responses: { 204: { description: 'Changed' } },
  errors: ['organisation_not_found'],
});

export const reviewedKeys = route({
  method: 'DELETE',
  path: '/v1/console/me/keys-review',
  operationId: 'reviewedKeys',
  tag: 'Console',
  summary: 'Say that you looked at the keys of before',
  description:
    'Who becomes the owner of an organisation that the API made is asked to keep or revoke each key. This ends the question.',
  auth: 'person',
  limit: 'caller',
  responses: { 204: { description: 'You are not asked any more' } },
  errors: [],
});
