/** A key that a device keeps for a person and uses once it has verified them: it signs in by itself. */
export interface Passkey {
  readonly passkeyId: string;
  /** What the device calls it, base64url. */
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** Of its uses, as the device counts; 0: it does not. */
  readonly counter: number;
  /** How browsers reach it, such as `internal` and `usb`. */
  readonly transports: readonly string[];
  readonly name: string;
  readonly addedAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** Codes of an app on the person's phone, asked for after the password (TOTP, RFC 6238). */
export interface CodeFactor {
  /** Its secret, sealed. */
  readonly sealed: string;
  readonly sinceMs: number;
  /** The latest codes that were taken, by their step in time, the latest last. `by`: the try. */
  readonly taken: readonly { readonly step: number; readonly by: string }[];
  /** Wrong codes since the last right one. */
  readonly wrong: { readonly count: number; readonly lastAtMs: number; readonly by: string };
  /** In place of a code, each once. `usedBy`: the try; null: none yet. */
  readonly recovery: readonly { readonly hash: string; readonly usedBy: string | null }[];
  /** The operator ends it then, unless a right code comes before. */
  readonly endsAtMs?: number;
}

/** What a person signs in with, beside the password. */
export interface Factors {
  readonly passkeys: readonly Passkey[];
  /** Challenges that a passkey answered, until they are void anyway: each counts once. `by`: the try. */
  readonly answered: readonly Answered[];
  readonly codes: CodeFactor | null;
  /** The try that ended sessions and links the last time, by a change of these. */
  readonly endedBy?: string;
}

interface Answered {
  readonly challenge: string;
  readonly untilMs: number;
  readonly by: string;
}

export type FactorChange =
  /** Nothing where they have as many as they may, or this one. */
  | { readonly do: 'addPasskey'; readonly passkey: Passkey }
  | { readonly do: 'removePasskey'; readonly passkeyId: string; readonly by: string }
  /** It answered a challenge. Nothing where the challenge was answered before, or the counter did not go on. */
  | {
      readonly do: 'usePasskey';
      readonly credentialId: string;
      readonly counter: number;
      readonly answered: Answered;
      readonly atMs: number;
    }
  /** Nothing where there are codes already. */
  | { readonly do: 'addCodes'; readonly codes: CodeFactor; readonly by: string; readonly atMs: number }
  /** `step`: of the code that was given; null: it is of none. */
  | { readonly do: 'useCode'; readonly step: number | null; readonly by: string; readonly atMs: number }
  | { readonly do: 'useRecovery'; readonly hash: string; readonly by: string }
  | { readonly do: 'renewRecovery'; readonly hashes: readonly string[] }
  | { readonly do: 'endCodes'; readonly atMs: number }
  | { readonly do: 'removeCodes'; readonly by: string };

export const noFactors: Factors = { passkeys: [], answered: [], codes: null };
/** Passkeys of a person. */
export const passkeysMax = 10;
/** Challenges that are remembered as answered; where there are more in their time, a further one waits. */
const answeredMax = 20;
/** Wrong codes in a row that cost nothing; then there is one try in so many milliseconds. */
const wrongFree = 5;
const wrongWaitMs = 15 * 60_000;
/** Steps that a code may be taken in. */
const takenMax = 3;

/** Whether a change ends the sessions and links that were there before. */
export const endsSessions = (before: Factors, after: Factors): boolean => before.endedBy !== after.endedBy;

/** Whether it only uses what is there. */
export const isUse = ({ do: what }: FactorChange): boolean =>
  what === 'usePasskey' || what === 'useCode' || what === 'useRecovery';

/** The codes that are asked for after the password; null: none are. */
export function liveCodes({ codes }: Factors, nowMs: number): CodeFactor | null {
  return codes === null || nowMs >= (codes.endsAtMs ?? Number.POSITIVE_INFINITY) ? null : codes;
}

/** What is left of them where somebody else was in the account since then: a passkey may be theirs, and so may later codes. */
export function lockedFactors(factors: Factors, sinceMs: number): Factors {
  const { codes } = factors;
  return { ...factors, passkeys: [], codes: codes !== null && codes.sinceMs < sinceMs ? codes : null };
}

/** How long no code is looked at for those that were wrong, ms; whoever gives one has given the password. */
export function codeWaitMs({ wrong }: CodeFactor, nowMs: number): number {
  return wrong.count < wrongFree ? 0 : Math.max(0, wrong.lastAtMs + wrongWaitMs - nowMs);
}

/** The wrong code after which the next one waits for the first time. */
export const isLastFree = ({ wrong }: CodeFactor): boolean => wrong.count === wrongFree;

/** Whether the try was the one that took a code, or a recovery code. */
export function tookCode({ codes }: Factors, by: string): boolean {
  if (codes === null) return false;
  return codes.taken.some((one) => one.by === by) || codes.recovery.some(({ usedBy }) => usedBy === by);
}

/** After the change; the very same where it changes nothing. */
export function changedFactors(factors: Factors, change: FactorChange): Factors {
  const { passkeys, codes } = factors;
  switch (change.do) {
    case 'addPasskey': {
      const { passkey } = change;
      const isThere = passkeys.some(({ credentialId }) => credentialId === passkey.credentialId);
      return isThere || passkeys.length >= passkeysMax
        ? factors
        : { ...factors, passkeys: [...passkeys, passkey] };
    }
    case 'removePasskey': {
      const left = passkeys.filter(({ passkeyId }) => passkeyId !== change.passkeyId);
      return left.length === passkeys.length ? factors : { ...factors, passkeys: left, endedBy: change.by };
    }
    case 'usePasskey':
      return usedPasskey(factors, change);
    case 'addCodes':
      if (liveCodes(factors, change.atMs) !== null) return factors;
      return { ...factors, codes: change.codes, endedBy: change.by };
    case 'useCode':
      return codes === null ? factors : withCodes(factors, usedCode(codes, change));
    case 'useRecovery':
      return codes === null ? factors : withCodes(factors, usedRecovery(codes, change));
    case 'renewRecovery':
      if (codes === null) return factors;
      return withCodes(factors, {
        ...codes,
        recovery: change.hashes.map((hash) => ({ hash, usedBy: null })),
      });
    case 'endCodes':
      if (codes === null || codes.endsAtMs !== undefined) return factors;
      return withCodes(factors, { ...codes, endsAtMs: change.atMs });
    case 'removeCodes':
      return codes === null ? factors : { ...factors, codes: null, endedBy: change.by };
  }
}

const withCodes = (factors: Factors, codes: CodeFactor): Factors =>
  codes === factors.codes ? factors : { ...factors, codes };

function usedPasskey(
  factors: Factors,
  { credentialId, counter, answered, atMs }: Extract<FactorChange, { do: 'usePasskey' }>,
): Factors {
  const known = factors.passkeys.find((passkey) => passkey.credentialId === credentialId);
  const others = factors.answered.filter(({ untilMs }) => untilMs > atMs);
  if (known === undefined || others.length >= answeredMax) return factors;
  if (others.some(({ challenge }) => challenge === answered.challenge)) return factors;
  const counts = counter !== 0 || known.counter !== 0;
  if (counts && counter <= known.counter) return factors;
  const used = { ...known, counter, lastUsedAtMs: atMs };
  return {
    ...factors,
    passkeys: factors.passkeys.map((passkey) => (passkey === known ? used : passkey)),
    answered: [...others, answered],
  };
}

function usedCode(
  codes: CodeFactor,
  { step, by, atMs }: Extract<FactorChange, { do: 'useCode' }>,
): CodeFactor {
  if (codes.wrong.by === by || codes.taken.some((one) => one.by === by)) return codes;
  if (codeWaitMs(codes, atMs) > 0) return codes;
  if (step === null) return { ...codes, wrong: { count: codes.wrong.count + 1, lastAtMs: atMs, by } };
  // Whoever repeats a code does not guess.
  if (codes.taken.some((one) => one.step >= step)) return codes;
  const taken = [...codes.taken, { step, by }].slice(-takenMax);
  return { ...stays(codes), taken, wrong: { count: 0, lastAtMs: atMs, by: '' } };
}

function usedRecovery(
  codes: CodeFactor,
  { hash, by }: Extract<FactorChange, { do: 'useRecovery' }>,
): CodeFactor {
  const isThere = codes.recovery.some((one) => one.hash === hash && one.usedBy === null);
  if (!isThere) return codes;
  const recovery = codes.recovery.map((one) => (one.hash === hash ? { hash, usedBy: by } : one));
  return { ...stays(codes), recovery };
}

/** Whoever can give a code has not lost it. */
function stays(codes: CodeFactor): CodeFactor {
  const { endsAtMs: _, ...others } = codes;
  return others;
}
