import { route } from '../contract.ts';
import {
  changeEmailBody,
  changePasswordBody,
  confirmEmailBody,
  confirmedEmail,
  forgotPasswordBody,
  resetPasswordBody,
  sessionParams,
  sessions,
} from './schemas.ts';

export const forgotPassword = route({
  method: 'POST',
  path: '/v1/workers/password/forgot',
  operationId: 'forgotPassword',
  tag: 'Workers',
  summary: 'Ask for a new password',
  description:
    'A mail with a link goes to the account of this e-mail, if there is one: the answer does not tell. The link works once, for an hour.',
  auth: 'none',
  limit: 'address',
  body: forgotPasswordBody,
  responses: { 202: { description: 'If there is such an account, a mail is on its way' } },
  errors: [],
});

export const resetPassword = route({
  method: 'POST',
  path: '/v1/workers/password/reset',
  operationId: 'resetPassword',
  tag: 'Workers',
  summary: 'Set a new password by a link',
  description:
    'Ends every session. A password that is easy to guess is refused. Log in afterwards; a browser gets the cookie `asg_device`, by which it is known then.',
  auth: 'none',
  limit: 'address',
  body: resetPasswordBody,
  responses: { 204: { description: 'Set' } },
  errors: ['link_invalid'],
});

export const changePassword = route({
  method: 'PUT',
  path: '/v1/workers/me/password',
  operationId: 'changePassword',
  tag: 'Workers',
  summary: 'Change your password',
  description:
    'Ends every session but this one, and a mail tells of it. A password that is easy to guess is refused.',
  auth: 'worker',
  limit: 'caller',
  body: changePasswordBody,
  responses: { 204: { description: 'Changed' } },
  errors: ['wrong_password'],
});

export const changeEmail = route({
  method: 'PUT',
  path: '/v1/workers/me/email',
  operationId: 'changeEmail',
  tag: 'Workers',
  summary: 'Change your e-mail',
  description:
    'The old address is told, and a link goes to the new one: the e-mail changes once it is followed, within 24 hours. `new_email` of your account tells that it is on its way.',
  auth: 'worker',
  limit: 'caller',
  body: changeEmailBody,
  responses: { 202: { description: 'The mails are on their way' } },
  errors: ['wrong_password'],
});

export const confirmEmail = route({
  method: 'POST',
  path: '/v1/workers/email/confirm',
  operationId: 'confirmEmail',
  tag: 'Workers',
  summary: 'Show that an e-mail is yours',
  description: 'By the link that was sent there: after sign-up, or for a new e-mail.',
  auth: 'none',
  limit: 'address',
  body: confirmEmailBody,
  responses: { 200: { description: 'Confirmed', schema: confirmedEmail } },
  errors: ['link_invalid', 'email_taken'],
});

export const sendVerification = route({
  method: 'POST',
  path: '/v1/workers/me/email/verification',
  operationId: 'sendVerification',
  tag: 'Workers',
  summary: 'Have the link to confirm your e-mail sent again',
  auth: 'worker',
  limit: 'caller',
  responses: { 202: { description: 'It is on its way, or was followed already' } },
  errors: [],
});

export const listSessions = route({
  method: 'GET',
  path: '/v1/workers/me/sessions',
  operationId: 'listSessions',
  tag: 'Workers',
  summary: 'Where you are logged in',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'Your sessions', schema: sessions } },
  errors: [],
});

export const endSession = route({
  method: 'DELETE',
  path: '/v1/workers/me/sessions/{session_id}',
  operationId: 'endSession',
  tag: 'Workers',
  summary: 'End a session',
  auth: 'worker',
  limit: 'caller',
  params: sessionParams,
  responses: { 204: { description: 'Ended' } },
  errors: ['session_not_found'],
});

export const endOtherSessions = route({
  method: 'DELETE',
  path: '/v1/workers/me/sessions',
  operationId: 'endOtherSessions',
  tag: 'Workers',
  summary: 'End all other sessions',
  description: 'This one stays: end it with a log-out.',
  auth: 'worker',
  limit: 'caller',
  responses: { 204: { description: 'Ended' } },
  errors: [],
});
