import { crockford, type Person } from '@asg/domain';
import type { Realm } from '@asg/domain/names';
import type { Random } from '@asg/runtime';
import { Secret, TOTP } from 'otpauth';
import { tokenHash } from '../tokens.ts';

/** One human may be in both: their app shows which is which. */
const issuers: Readonly<Record<Realm, string>> = { work: 'ASG Refinery', console: 'ASG Refinery Console' };
const secretBytes = 20;
/** Phones' clocks differ: a code of the step before and after is right, too. */
const window = 1;
const codeForm = /^\d{6}$/;

const recoveryCount = 10;
const recoveryLength = 16;
const groupForm = /.{4}(?=.)/g;

/** A new secret, base32. */
export function newSecret(random: Random): string {
  return new Secret({ buffer: new Uint8Array(random.bytes(secretBytes)).buffer }).base32;
}

const appOf = (secret: string): TOTP => new TOTP({ secret: Secret.fromBase32(secret) });

/** What the app on the phone reads, as a QR code or by a link. */
export function secretUri(secret: string, { realm, email }: Pick<Person, 'realm' | 'email'>): string {
  return new TOTP({ issuer: issuers[realm], label: email, secret: Secret.fromBase32(secret) }).toString();
}

/** Six digits, with blanks or without; null: the text can be none. */
export function asCode(text: string): string | null {
  const digits = text.replaceAll(/\s/g, '');
  return codeForm.test(digits) ? digits : null;
}

/** The step in time that the code is of; null: of none that counts now. */
export function stepOf(secret: string, code: string, nowMs: number): number | null {
  const app = appOf(secret);
  const delta = app.validate({ token: code, timestamp: nowMs, window });
  return delta === null ? null : app.counter({ timestamp: nowMs }) + delta;
}

/** 80 bits each: they need no slow hash, and nobody guesses one. */
export function newRecoveryCodes(random: Random): readonly string[] {
  return Array.from({ length: recoveryCount }, () => {
    const digits = [...random.bytes(recoveryLength)].map((byte) => crockford[byte % crockford.length]);
    return digits.join('').replaceAll(groupForm, '$&-');
  });
}

/** Of a recovery code, however it was typed: small or large, with O for 0, with or without dashes. */
export function recoveryHash(text: string): string {
  const digits = text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return tokenHash(digits.replaceAll('O', '0').replaceAll(/[IL]/g, '1'));
}
