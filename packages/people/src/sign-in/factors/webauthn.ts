import { factorsOf, type Passkey, type Person } from '@asg/domain';
import type { RelyingParty } from './relying-party.ts';

/** What a passkey answered to a challenge, as browsers write it as JSON (WebAuthn); what is not needed is left out. */
export interface PasskeyAnswer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    /** Whose it is, as it was told when it was made. */
    readonly userHandle: string;
  };
}

/** A new passkey, likewise. */
export interface NewPasskeyAnswer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports: readonly string[];
  };
}

interface Asked extends RelyingParty {
  /** Whether the challenge, base64url, is one of ours. */
  readonly isOurs: (challenge: string) => boolean;
}

const rpName = 'ASG Refinery';
const timeoutMs = 5 * 60_000;
/** EdDSA, ES256 and RS256 (COSE): what devices make. */
const algorithms = [-8, -7, -257];
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
/** It takes a second to load, and is needed by those who have passkeys. */
const library = () => import('@simplewebauthn/server');
const common = (id: string) => ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} }) as const;

export const personIdIn = (handle: string): string => Buffer.from(handle, 'base64url').toString();

/** Any passkey of this place may answer: whose it is, it tells. As WebAuthn writes it as JSON. */
export function requestOptions({ id }: RelyingParty, challenge: Uint8Array) {
  return {
    challenge: base64url(challenge),
    rpId: id,
    timeout: timeoutMs,
    userVerification: 'required',
  } as const;
}

/** For a passkey beside those that the person has, likewise. */
export function creationOptions({ id }: RelyingParty, challenge: Uint8Array, person: Person) {
  const { personId, email, realm } = person;
  // One human may be in both: their device shows which is which.
  const name = realm === 'console' ? `${email} (Console)` : email;
  return {
    rp: { id, name: rpName },
    user: { id: base64url(Buffer.from(personId)), name, displayName: name },
    challenge: base64url(challenge),
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg }) as const),
    timeout: timeoutMs,
    attestation: 'none',
    excludeCredentials: factorsOf(person).passkeys.map(
      ({ credentialId, transports }) => ({ type: 'public-key', id: credentialId, transports }) as const,
    ),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  } as const;
}

/** The counter that came with it; null: it is no answer of this passkey to one of our challenges, at our place. */
export async function answeredCounter(
  { id, response }: PasskeyAnswer,
  { credentialId, publicKey, counter, transports }: Passkey,
  { id: rpId, origin, isOurs }: Asked,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await library();
  const { clientDataJSON, authenticatorData, signature, userHandle: handle } = response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...common(id),
        response: { clientDataJSON, authenticatorData, signature, userHandle: handle },
      },
      expectedChallenge: isOurs,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter,
        transports: [...transports],
      },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // It throws for whatever does not fit.
    return null;
  }
}

/** What is kept of a new passkey; null: it is no answer to one of our challenges, at our place. */
export async function madePasskey(
  { id, response }: NewPasskeyAnswer,
  { id: rpId, origin, isOurs }: Asked,
): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'> | null> {
  const { verifyRegistrationResponse } = await library();
  const { clientDataJSON, attestationObject, transports } = response;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...common(id),
        response: { clientDataJSON, attestationObject, transports: [...transports] },
      },
      expectedChallenge: isOurs,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
    if (registrationInfo === undefined) return null;
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey: base64url(publicKey), counter, transports };
  } catch {
    return null;
  }
}
