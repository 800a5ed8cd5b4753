import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { FactorsApi, NewPasskeyAnswer, PasskeyAnswer, Proof } from './types.ts';

/** Whether this browser, on this page, can use passkeys at all. */
export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

/** Has a passkey answer the server's question. Throws what the browser throws where nobody does. */
export async function answerByPasskey(api: Pick<FactorsApi, 'askPasskey'>): Promise<PasskeyAnswer> {
  return startAuthentication({ optionsJSON: await api.askPasskey() });
}

/** Has a device make a passkey, for a person who has shown who they are. */
export async function makePasskey(
  api: Pick<FactorsApi, 'askNewPasskey'>,
  proof: Proof,
): Promise<NewPasskeyAnswer> {
  const { pubKeyCredParams, excludeCredentials, ...question } = await api.askNewPasskey(proof);
  return startRegistration({
    optionsJSON: {
      ...question,
      pubKeyCredParams: [...pubKeyCredParams],
      excludeCredentials: excludeCredentials.map((known) => ({
        ...known,
        transports: [...known.transports],
      })),
    },
  });
}
