import type { CodeRefusal, ProofRefusal } from '@asg/people';
import { type ErrorName, errorTable } from '@asg/wire';
import { type Refusal, refuse } from '../refusals/refusal.ts';

type Refused = CodeRefusal | ProofRefusal | { readonly refused: 'ticket_invalid' | 'codes_off' };

/** Which field of a proof is not right, and why. */
const aboutField: Readonly<Partial<Record<ErrorName, readonly [field: string, constraint: string]>>> = {
  wrong_password: ['password', 'right'],
  code_needed: ['code', 'required'],
  wrong_code: ['code', 'right'],
  codes_wait: ['code', 'waits'],
  passkey_refused: ['passkey', 'right'],
};

/** Why a code, or a proof, is not enough. */
export function codeRefusal(refused: Refused): Refusal {
  const name = refused.refused;
  const [field, constraint = ''] = aboutField[name] ?? [];
  const details =
    field === undefined ? {} : { details: [{ field, constraint, message: errorTable[name].message }] };
  if (!('waitMs' in refused)) return refuse(name, details);
  return refuse(name, { ...details, headers: { 'retry-after': String(Math.ceil(refused.waitMs / 1000)) } });
}
