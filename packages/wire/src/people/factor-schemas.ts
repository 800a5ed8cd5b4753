import { Type } from 'typebox';
import {
  choice,
  emailAddress,
  id,
  maybe,
  nullable,
  pathId,
  requestObject,
  timestamp,
} from '../parts/fields.ts';

const base64url = (maxLength: number, description: string) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[A-Za-z0-9_-]+$',
    description,
    'x-must': 'be base64url without padding',
  });
const credentialId = base64url(1400, 'What the device calls the passkey');
const clientData = base64url(8192, 'What the browser says of the question');
const password = Type.String({ minLength: 1, maxLength: 1024, description: 'As it is now' });
const code = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'Six digits of the app on your phone, or a recovery code',
  examples: ['492039'],
});
const ticket = (description: string) =>
  Type.String({ minLength: 1, maxLength: 1000, description, examples: ['v1.5b1f0a2c.kq3…'] });

const passkeyAnswer = requestObject(
  {
    id: credentialId,
    response: requestObject({
      clientDataJSON: clientData,
      authenticatorData: base64url(8192, 'What the device says'),
      signature: base64url(2048, 'Of the passkey'),
      userHandle: base64url(200, 'Whose passkey it is, as the device was told'),
    }),
  },
  {
    title: 'PasskeyAnswer',
    description:
      'The answer of a passkey: these fields of what `navigator.credentials.get()` gave, as its `toJSON()` writes them',
  },
);

const newPasskeyAnswer = requestObject(
  {
    id: credentialId,
    response: requestObject({
      clientDataJSON: clientData,
      attestationObject: base64url(65_536, 'The new passkey'),
      transports: maybe(
        Type.Array(Type.String({ minLength: 1, maxLength: 32 }), {
          maxItems: 10,
          description: 'How browsers reach it',
        }),
      ),
    }),
  },
  {
    title: 'NewPasskeyAnswer',
    description: 'These fields of what `navigator.credentials.create()` gave, as its `toJSON()` writes them',
  },
);

const answerExample = {
  id: 'pGk0…',
  response: { clientDataJSON: 'eyJ0…', authenticatorData: 'SZYN…', signature: 'MEUC…', userHandle: 'd3Jr…' },
};

export const proofFields = {
  password: maybe(password),
  code: maybe(code),
  passkey: Type.Optional(Type.Union([passkeyAnswer, Type.Null()])),
};

/** Who asks: a passkey alone, or the password, with a code where codes are on. */
export const proofBody = requestObject(proofFields, {
  title: 'Proof',
  description: 'A passkey’s answer alone, or your password, with a code where your log-ins need one',
  examples: [{ password: 'correct horse battery' }, { password: 'correct horse battery', code: '492039' }],
});

export const codeBody = requestObject(
  { ticket: ticket('Of the log-in that wanted a code'), code },
  { title: 'LogInCode', examples: [{ ticket: 'v1.5b1f0a2c.kq3…', code: '492039' }] },
);

export const passkeyBody = requestObject(
  { answer: passkeyAnswer },
  { title: 'LogInPasskey', examples: [{ answer: answerExample }] },
);

const challenge = Type.String({
  description: 'Base64url; good for one answer, for 5 minutes',
  examples: ['AZs0…'],
});
const timeoutMs = Type.Integer({ description: 'ms' });
const keyType = choice(['public-key']);
const required = choice(['required']);

export const passkeyQuestion = Type.Object(
  {
    options: Type.Object(
      {
        challenge,
        rpId: Type.String({
          description: 'The name that passkeys are bound to',
          examples: ['asg.example.com'],
        }),
        timeout: timeoutMs,
        userVerification: required,
      },
      { description: '`PublicKeyCredentialRequestOptionsJSON`, for `navigator.credentials.get()`' },
    ),
  },
  { title: 'PasskeyQuestion' },
);

export const newPasskeyQuestion = Type.Object(
  {
    options: Type.Object(
      {
        rp: Type.Object({ id: Type.String(), name: Type.String() }),
        user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
        challenge,
        pubKeyCredParams: Type.Array(Type.Object({ type: keyType, alg: Type.Integer() })),
        timeout: timeoutMs,
        attestation: choice(['none']),
        excludeCredentials: Type.Array(
          Type.Object({ type: keyType, id: Type.String(), transports: Type.Array(Type.String()) }),
        ),
        authenticatorSelection: Type.Object({
          residentKey: required,
          requireResidentKey: Type.Boolean(),
          userVerification: required,
        }),
      },
      { description: '`PublicKeyCredentialCreationOptionsJSON`, for `navigator.credentials.create()`' },
    ),
  },
  { title: 'NewPasskeyQuestion' },
);

export const newPasskeyBody = requestObject(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 50,
      pattern: '\\S',
      description: 'What you call it',
      examples: ['My phone'],
      'x-must': 'have a character that is not a blank',
    }),
    answer: newPasskeyAnswer,
  },
  {
    title: 'AddPasskey',
    examples: [
      {
        name: 'My phone',
        answer: {
          id: 'pGk0…',
          response: { clientDataJSON: 'eyJ0…', attestationObject: 'o2Nm…', transports: ['internal'] },
        },
      },
    ],
  },
);

export const passkey = Type.Object(
  {
    passkey_id: id('pky_', 'The passkey'),
    name: Type.String({ examples: ['My phone'] }),
    added_at: timestamp('When it was added'),
    last_used_at: nullable(timestamp('When it was used the last time; null: never')),
  },
  { title: 'Passkey' },
);

export const passkeyParams = Type.Object({ passkey_id: pathId('pky_', 'The passkey') });

export const factors = Type.Object(
  {
    passkeys: Type.Array(passkey, { description: 'The oldest first, 10 at most' }),
    second_factor: nullable(
      Type.Object({
        since: timestamp('When it was turned on'),
        recovery_codes_left: Type.Integer({ description: 'Those that were not used' }),
        ends_at: nullable(
          timestamp('When the operator ends it, unless you give a code before; null: nobody asked for that'),
        ),
      }),
    ),
  },
  { title: 'Factors', description: 'What you log in with beside the password. No second factor: null' },
);

export const codesOffer = Type.Object(
  {
    secret: Type.String({
      description: 'For the app on your phone, base32; shown once',
      examples: ['JBSWY3DPEHPK3PXP'],
    }),
    uri: Type.String({
      description: 'The same as a link, which apps read as a QR code',
      examples: ['otpauth://totp/ASG%20Refinery:kim%40example.com?…'],
    }),
    ticket: Type.String({ description: 'To turn it on with', examples: ['v1.5b1f0a2c.kq3…'] }),
    expires_at: timestamp('When the ticket ends'),
  },
  { title: 'SecondFactorOffer' },
);

export const secondFactorOnBody = requestObject(
  { ticket: ticket('Of the secret that the app has now'), code },
  { title: 'TurnOnSecondFactor', examples: [{ ticket: 'v1.5b1f0a2c.kq3…', code: '492039' }] },
);

export const secondFactorOffBody = requestObject(
  { password, code },
  { title: 'TurnOffSecondFactor', examples: [{ password: 'correct horse battery', code: '492039' }] },
);

export const recoveryCodes = Type.Object(
  {
    recovery_codes: Type.Array(Type.String({ examples: ['7M2Q-4KXC-9RTB-0VWD'] }), {
      description:
        'Each takes the place of a code once. Shown once: keep them where you find them without your phone',
    }),
  },
  { title: 'RecoveryCodes' },
);

export const endPersonFactorBody = requestObject(
  { email: emailAddress('Who lost it') },
  { title: 'EndPersonSecondFactor', examples: [{ email: 'kim@example.com' }] },
);

export const secondFactorEnd = Type.Object(
  { ends_at: timestamp('From then on the password is enough, unless a code was given before') },
  { title: 'SecondFactorEnd' },
);
