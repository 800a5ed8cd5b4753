import { Type } from 'typebox';
import { loginBody, newPassword } from '../accounts/worker-schemas.ts';
import { emailAddress, id, requestObject, timestamp } from '../parts/fields.ts';
import { linkSecret } from './schemas.ts';

export const signUpBody = requestObject(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '\\S',
      description: 'Name of your organisation: the company, or you',
      examples: ['Demo'],
      'x-must': 'not be blank',
    }),
    email: emailAddress('Yours: where the link goes'),
  },
  { title: 'SignUp', examples: [{ name: 'Demo', email: 'kim@example.com' }] },
);

export const joinBody = requestObject(
  { token: linkSecret, password: newPassword },
  { title: 'JoinConsole', examples: [{ token: '3Zb0…', password: 'four words of your own' }] },
);

export const logInPersonBody = requestObject(loginBody.properties, {
  title: 'LogInPerson',
  examples: [{ email: 'kim@example.com', password: 'four words of your own' }],
});

export const personSession = Type.Object(
  {
    person_id: id('per_', 'You'),
    token: Type.String({
      description: 'Bearer token; the cookie asg_console carries the same',
      examples: ['pst_…'],
    }),
    expires_at: timestamp('When the session ends'),
  },
  { title: 'PersonSession' },
);

export const enterOrganisationBody = requestObject(
  { customer_id: id('cust_', 'The organisation') },
  { title: 'EnterOrganisation', examples: [{ customer_id: 'cust_01JR2Z6G3X8Q5N7T9VWYABCDEF' }] },
);
