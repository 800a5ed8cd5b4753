import type { LineCheck } from '@asg/engines';
import { type ManifestLine, manifestLine } from '@asg/wire';
import type { RefusedRequest } from './refusal.ts';
import { validatorCompiler } from './validation.ts';

/** The check of a manifest's lines, with the schema that is published and the messages of the API. */
export function manifestLineCheck(): LineCheck {
  const validate = validatorCompiler()({ schema: manifestLine, method: '', url: '', httpPart: 'body' });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { ok: false, reason: 'the line must be a JSON object' };
    }
    const found = validate(value) as true | { readonly error: RefusedRequest };
    if (found === true) return { ok: true, line: value as ManifestLine };
    return { ok: false, reason: found.error.message };
  };
}
