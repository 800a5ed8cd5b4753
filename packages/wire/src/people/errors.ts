/** What people are refused at their own ways in: a part of the one table. */
export const peopleErrors = {
  ticket_invalid: {
    code: 'VALIDATION_ERROR',
    status: 400,
    message: 'this took too long, or your account changed meanwhile: start again',
  },
  code_wanted: {
    code: 'UNAUTHORIZED',
    status: 401,
    message: 'a code of your second factor is wanted: send it with the ticket to POST …/login/code',
  },
  wrong_code: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'the code is wrong, or was used already',
  },
  code_needed: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'a code of your second factor is needed beside your password',
  },
  passkey_refused: { code: 'FORBIDDEN', status: 403, message: 'this passkey does not open an account here' },
  person_not_found: { code: 'NOT_FOUND', status: 404, message: 'nobody of the Console has this e-mail' },
  passkey_not_found: { code: 'NOT_FOUND', status: 404, message: 'passkey not found' },
  codes_on: { code: 'CONFLICT', status: 409, message: 'the second factor is on already' },
  codes_off: { code: 'CONFLICT', status: 409, message: 'there is no second factor' },
  too_many_passkeys: {
    code: 'CONFLICT',
    status: 409,
    message: 'an account has at most 10 passkeys: remove one first',
  },
  codes_wait: {
    code: 'RATE_LIMITED',
    status: 429,
    message: 'too many wrong codes: wait until Retry-After, or use a recovery code or a passkey',
  },
  link_invalid: {
    code: 'VALIDATION_ERROR',
    status: 400,
    message: 'this link does not work any more: ask for another one',
  },
  in_no_organisation: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'this session is in no organisation: enter one with PUT /v1/console/me/organisation',
  },
  no_person_session: {
    code: 'UNAUTHORIZED',
    status: 401,
    message: 'no valid session: log in with POST /v1/console/login',
  },
  organisation_not_found: { code: 'NOT_FOUND', status: 404, message: 'organisation not found' },
  wrong_password: { code: 'FORBIDDEN', status: 403, message: 'the current password is wrong' },
  session_not_found: { code: 'NOT_FOUND', status: 404, message: 'session not found' },
  expired_api_key: {
    code: 'UNAUTHORIZED',
    status: 401,
    message: 'this API key has expired: use another one',
  },
  not_permitted: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'this key, session or account does not have the permission that this takes',
  },
  member_not_found: { code: 'NOT_FOUND', status: 404, message: 'member not found' },
  already_member: { code: 'CONFLICT', status: 409, message: 'a member has this e-mail already' },
  too_many_member_invitations: {
    code: 'CONFLICT',
    status: 409,
    message:
      'at most 100 members and invitations, 50 invitations that wait, 50 in a day, 5 in a day to one e-mail: withdraw some, or wait',
  },
  only_owner: {
    code: 'CONFLICT',
    status: 409,
    message: 'an organisation would have no owner: make somebody else its owner, or have it deleted first',
  },
  owners_only: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'this is for owners of the organisation, signed in with their own account',
  },
  balance_left: {
    code: 'CONFLICT',
    status: 409,
    message: 'there is money in the balance: spend it, or have the operator send it back, and ask again',
  },
  payments_pending: {
    code: 'CONFLICT',
    status: 409,
    message: 'people who labelled for the organisation are not paid yet: ask again when they are',
  },
  house_stays: {
    code: 'CONFLICT',
    status: 409,
    message: 'this is the operator’s own organisation: the service does not work without it',
  },
  last_owner: {
    code: 'CONFLICT',
    status: 409,
    message: 'this is the last owner: make somebody else an owner first',
  },
} as const;
