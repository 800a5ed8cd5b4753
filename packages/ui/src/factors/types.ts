import type { ComponentType, ReactNode } from 'react';

/** What a browser asks a device, and what it answers, as JSON (WebAuthn). */
interface PasskeyQuestion {
  readonly challenge: string;
  readonly rpId: string;
  readonly timeout: number;
  readonly userVerification: 'required';
}
interface NewPasskeyQuestion {
  readonly rp: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[];
  readonly timeout: number;
  readonly attestation: 'none';
  readonly excludeCredentials: readonly {
    readonly type: 'public-key';
    readonly id: string;
    readonly transports: readonly string[];
  }[];
  readonly authenticatorSelection: {
    readonly residentKey: 'required';
    readonly requireResidentKey: boolean;
    readonly userVerification: 'required';
  };
}

export interface PasskeyAnswer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | null | undefined;
  };
}
export interface NewPasskeyAnswer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[] | null | undefined;
  };
}

export interface Proof {
  readonly password?: string;
  readonly code?: string;
  readonly passkey?: PasskeyAnswer;
}

export interface Passkey {
  readonly passkey_id: string;
  readonly name: string;
  readonly added_at: string;
  readonly last_used_at: string | null;
}

export interface FactorsShown {
  readonly passkeys: readonly Passkey[];
  readonly second_factor: {
    readonly since: string;
    readonly recovery_codes_left: number;
    readonly ends_at: string | null;
  } | null;
}

/** What the server does about them. */
export interface FactorsApi {
  get(): Promise<FactorsShown>;
  askPasskey(): Promise<PasskeyQuestion>;
  askNewPasskey(proof: Proof): Promise<NewPasskeyQuestion>;
  addPasskey(passkey: { readonly name: string; readonly answer: NewPasskeyAnswer }): Promise<unknown>;
  removePasskey(passkeyId: string): Promise<void>;
  offerSecondFactor(
    proof: Proof,
  ): Promise<{ readonly secret: string; readonly uri: string; readonly ticket: string }>;
  turnOnSecondFactor(body: { readonly ticket: string; readonly code: string }): Promise<readonly string[]>;
  turnOffSecondFactor(body: { readonly password: string; readonly code: string }): Promise<void>;
  renewRecoveryCodes(proof: Proof): Promise<readonly string[]>;
}

/** What to say of a failure, by the field that it is about. */
export interface Problem {
  readonly password: string | null;
  readonly code: string | null;
  readonly other: string | null;
}

export interface FactorTexts {
  readonly passkeys: string;
  readonly passkeysLead: string;
  readonly noPasskeysHere: string;
  readonly addPasskey: string;
  readonly passkeyName: string;
  readonly passkeyNameHint: string;
  readonly added: (values: { readonly time: string }) => string;
  readonly used: (values: { readonly time: string }) => string;
  readonly neverUsed: string;
  readonly remove: string;
  readonly removeOf: (values: { readonly name: string }) => string;
  readonly removeLead: (values: { readonly name: string }) => string;
  readonly currentPassword: string;
  readonly code: string;
  readonly codeHint: string;
  readonly proofLead: string;
  readonly proveByPasskey: string;
  readonly next: string;
  readonly cancel: string;
  readonly close: string;
  readonly secondFactor: string;
  readonly secondFactorLead: string;
  readonly isOn: (values: { readonly time: string }) => string;
  readonly codesLeft: (values: { readonly count: number }) => string;
  readonly ends: (values: { readonly time: string }) => string;
  readonly turnOn: string;
  readonly turnOff: string;
  readonly turnOffLead: string;
  readonly scan: string;
  readonly qrCode: string;
  readonly secret: string;
  readonly copySecret: string;
  readonly firstCode: string;
  readonly recovery: string;
  readonly recoveryLead: string;
  readonly recoveryAccount: (values: { readonly email: string }) => string;
  readonly renew: string;
  readonly download: string;
  readonly copyAll: string;
  readonly copied: string;
  readonly selected: string;
  readonly kept: string;
}

export interface FactorCardProps {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

export interface FactorProps {
  readonly api: FactorsApi;
  readonly texts: FactorTexts;
  readonly email: string;
  readonly explain: (error: unknown) => Problem;
  /** As the parts of their page look. */
  readonly card: ComponentType<FactorCardProps>;
  /** A moment, for a person to read. */
  readonly moment: (iso: string) => string;
  /** What they sign in with changed: other sessions may have ended. */
  readonly onChanged: () => void;
}
