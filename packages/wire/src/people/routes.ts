import { route, type Tag } from '../contract.ts';
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

interface RealmRoutes {
  /** What its paths begin with. */
  readonly home: string;
  readonly tag: Tag;
  readonly auth: 'worker' | 'person';
  /** The operation's id, by its name among workers'. */
  readonly idOf: (name: string) => string;
}

/** What people do about their own way in, the same in each realm. */
function peopleRoutes({ home, tag, auth, idOf }: RealmRoutes) {
  return {
    forgotPassword: route({
      method: 'POST',
      path: `${home}/password/forgot`,
      operationId: idOf('forgotPassword'),
      tag,
      summary: 'Ask for a new password',
      description:
        'A mail with a link goes to the account of this e-mail, if there is one: the answer does not tell. The link works once, for an hour.',
      auth: 'none',
      limit: 'address',
      body: forgotPasswordBody,
      responses: { 202: { description: 'If there is such an account, a mail is on its way' } },
      errors: [],
    }),
    resetPassword: route({
      method: 'POST',
      path: `${home}/password/reset`,
      operationId: idOf('resetPassword'),
      tag,
      summary: 'Set a new password by a link',
      description:
        'Ends every session. A password that is easy to guess is refused. Log in afterwards; a browser gets the cookie `asg_device`, by which it is known then.',
      auth: 'none',
      limit: 'address',
      body: resetPasswordBody,
      responses: { 204: { description: 'Set' } },
      errors: ['link_invalid'],
    }),
    changePassword: route({
      method: 'PUT',
      path: `${home}/me/password`,
      operationId: idOf('changePassword'),
      tag,
      summary: 'Change your password',
      description:
        'Ends every session but this one, and a mail tells of it. A password that is easy to guess is refused.',
      auth,
      limit: 'caller',
      body: changePasswordBody,
      responses: { 204: { description: 'Changed' } },
      errors: ['wrong_password'],
    }),
    changeEmail: route({
      method: 'PUT',
      path: `${home}/me/email`,
      operationId: idOf('changeEmail'),
      tag,
      summary: 'Change your e-mail',
      description:
        'The old address is told, and a link goes to the new one: the e-mail changes once it is followed, within 24 hours. `new_email` of your account tells that it is on its way.',
      auth,
      limit: 'caller',
      body: changeEmailBody,
      responses: { 202: { description: 'The mails are on their way' } },
      errors: ['wrong_password', 'account_leaving'],
    }),
    confirmEmail: route({
      method: 'POST',
      path: `${home}/email/confirm`,
      operationId: idOf('confirmEmail'),
      tag,
      summary: 'Show that an e-mail is yours',
      description: 'By the link that was sent there: after sign-up, or for a new e-mail.',
      auth: 'none',
      limit: 'address',
      body: confirmEmailBody,
      responses: { 200: { description: 'Confirmed', schema: confirmedEmail } },
      errors: ['link_invalid', 'email_taken'],
    }),
    listSessions: route({
      method: 'GET',
      path: `${home}/me/sessions`,
      operationId: idOf('listSessions'),
      tag,
      summary: 'Where you are logged in',
      auth,
      limit: 'caller',
      responses: { 200: { description: 'Your sessions', schema: sessions } },
      errors: [],
    }),
    endSession: route({
      method: 'DELETE',
      path: `${home}/me/sessions/{session_id}`,
      operationId: idOf('endSession'),
      tag,
      summary: 'End a session',
      auth,
      limit: 'caller',
      params: sessionParams,
      responses: { 204: { description: 'Ended' } },
      errors: ['session_not_found'],
    }),
    endOtherSessions: route({
      method: 'DELETE',
      path: `${home}/me/sessions`,
      operationId: idOf('endOtherSessions'),
      tag,
      summary: 'End all other sessions',
      description: 'This one stays: end it with a log-out.',
      auth,
      limit: 'caller',
      responses: { 204: { description: 'Ended' } },
      errors: [],
    }),
  };
}

/** Of workers. */
export const workPeople = peopleRoutes({
  home: '/v1/workers',
  tag: 'Workers',
  auth: 'worker',
  idOf: (name) => name,
});

/** Of the people of the Console. */
export const consolePeople = peopleRoutes({
  home: '/v1/console',
  tag: 'Console',
  auth: 'person',
  idOf: (name) => name.replace(/(?=[A-Z])/, 'Person'),
});
export type PeopleRoutes = typeof workPeople;

/** By operation id. */
export const consolePeopleRoutes = {
  forgotPersonPassword: consolePeople.forgotPassword,
  resetPersonPassword: consolePeople.resetPassword,
  changePersonPassword: consolePeople.changePassword,
  changePersonEmail: consolePeople.changeEmail,
  confirmPersonEmail: consolePeople.confirmEmail,
  listPersonSessions: consolePeople.listSessions,
  endPersonSession: consolePeople.endSession,
  endPersonOtherSessions: consolePeople.endOtherSessions,
};

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
