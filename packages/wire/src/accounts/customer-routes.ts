import { route } from '../contract.ts';
import { customer, registerCustomerBody, registeredCustomer } from './customer-schemas.ts';

export const registerCustomer = route({
  method: 'POST',
  path: '/v1/customers',
  operationId: 'registerCustomer',
  tag: 'Customers',
  summary: 'Register and receive an API key',
  description: 'Makes a sandbox account. The key is shown this once: store it.',
  auth: 'none',
  limit: 'registration',
  body: registerCustomerBody,
  responses: { 201: { description: 'Registered', schema: registeredCustomer } },
  errors: ['email_taken'],
});

export const getCustomer = route({
  method: 'GET',
  path: '/v1/customers/me',
  operationId: 'getCustomer',
  tag: 'Customers',
  summary: 'Your account and what is left of its quota',
  auth: 'customer',
  may: 'account',
  limit: 'caller',
  responses: { 200: { description: 'The account', schema: customer } },
  errors: [],
});
