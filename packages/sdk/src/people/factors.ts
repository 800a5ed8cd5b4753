import type {
  AddPasskey,
  Factors as FactorsSet,
  LogInCode,
  NewPasskeyQuestion,
  Passkey,
  PasskeyAnswer,
  PasskeyQuestion,
  Proof,
  RecoveryCodes,
  SecondFactorOffer,
  TurnOffSecondFactor,
  TurnOnSecondFactor,
} from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** What a browser gives of a passkey as JSON; what is not in the contract is left out. */
interface Answered {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | null | undefined;
  };
}

/** The same of a passkey as a proof of who asks. */
export interface ProofGiven extends Omit<Proof, 'passkey'> {
  readonly passkey?: Answered | null | undefined;
}

function answerOf({ id, response }: Answered): PasskeyAnswer {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, response: { clientDataJSON, authenticatorData, signature, userHandle: userHandle ?? '' } };
}

export const proofOf = ({ passkey, ...others }: ProofGiven): Proof =>
  passkey == null ? others : { ...others, passkey: answerOf(passkey) };

/** Passkeys, and codes as a second factor: what somebody signs in with beside the password. `S`: what a log-in gives. */
export class Factors<S> {
  readonly #transport: Transport;
  readonly #account: string;

  /** `account`: the path of their accounts. */
  constructor(transport: Transport, account: string) {
    this.#transport = transport;
    this.#account = account;
  }

  /** What is set up. */
  get({ signal }: CallOptions = {}): Promise<FactorsSet> {
    return this.#transport.get(`${this.#account}/me/factors`, { signal });
  }

  /** The second step of a log-in that failed with a `CodeWantedError`: its ticket, and a code of the phone or a recovery code. */
  logInWithCode(body: LogInCode, options: CallOptions = {}): Promise<S> {
    return this.#post('/login/code', body, options);
  }

  /** What a passkey is to answer, to log in with it or as a proof. For `navigator.credentials.get()`. */
  async askPasskey(options: CallOptions = {}): Promise<PasskeyQuestion['options']> {
    return (await this.#post<PasskeyQuestion>('/login/passkey/options', undefined, options)).options;
  }

  logInWithPasskey(answer: Answered, options: CallOptions = {}): Promise<S> {
    return this.#post('/login/passkey', { answer: answerOf(answer) }, options);
  }

  /** What a new passkey is made from, once it is shown who asks. For `navigator.credentials.create()`. */
  async askNewPasskey(proof: ProofGiven, options: CallOptions = {}): Promise<NewPasskeyQuestion['options']> {
    return (await this.#post<NewPasskeyQuestion>('/me/passkeys/options', proofOf(proof), options)).options;
  }

  addPasskey(passkey: AddPasskey, options: CallOptions = {}): Promise<Passkey> {
    const { name, answer } = passkey;
    const { clientDataJSON, attestationObject, transports } = answer.response;
    const made = { id: answer.id, response: { clientDataJSON, attestationObject, transports } };
    return this.#post('/me/passkeys', { name, answer: made }, options);
  }

  /** Ends every session but this one. */
  async removePasskey(passkeyId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `${this.#account}/me/passkeys/${encodeURIComponent(passkeyId)}`;
    await this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** A secret for the app on the phone, once it is shown who asks. Nothing changes until it is turned on. */
  offerSecondFactor(proof: ProofGiven, options: CallOptions = {}): Promise<SecondFactorOffer> {
    return this.#post('/me/second-factor', proofOf(proof), options);
  }

  /** From now on the password needs a code beside it. The recovery codes, shown once. Ends every session but this one. */
  async turnOnSecondFactor(
    body: TurnOnSecondFactor,
    { signal }: CallOptions = {},
  ): Promise<RecoveryCodes['recovery_codes']> {
    const path = `${this.#account}/me/second-factor`;
    const on = await this.#transport.json<RecoveryCodes>({ method: 'PUT', path, body, signal });
    return on.recovery_codes;
  }

  /** Ends every session but this one. */
  async turnOffSecondFactor(body: TurnOffSecondFactor, options: CallOptions = {}): Promise<void> {
    await this.#post('/me/second-factor/off', body, options);
  }

  /** New ones, once it is shown who asks; those of before are worth nothing. */
  async renewRecoveryCodes(
    proof: ProofGiven,
    options: CallOptions = {},
  ): Promise<RecoveryCodes['recovery_codes']> {
    return (await this.#post<RecoveryCodes>('/me/recovery-codes', proofOf(proof), options)).recovery_codes;
  }

  #post<T>(path: string, body: unknown, { signal }: CallOptions): Promise<T> {
    return this.#transport.json<T>({ method: 'POST', path: `${this.#account}${path}`, body, signal });
  }
}
