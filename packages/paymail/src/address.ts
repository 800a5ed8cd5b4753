import { last } from '@asg/values/present';

/** A paymail, in lower case: `alias@host`. */
export interface Paymail {
  readonly alias: string;
  /** A domain; on a host that may be private also with a port. */
  readonly host: string;
  /** `alias@host`, as it is stored and shown. */
  readonly address: string;
}

export type ParsePaymailResult =
  | { readonly ok: true; readonly paymail: Paymail }
  | { readonly ok: false; readonly reason: string };

/** Where `$handle` lives. */
const handleHost = 'handcash.io';
const aliasForm = /^[a-z0-9_][a-z0-9._-]{0,63}$/;
const labelForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const hostLengthMax = 253;
const portForm = /:[1-9]\d{0,4}$/;

/**
 * A paymail such as `kim@example.com`, or `$kim`, which is `kim@handcash.io`. `allowedHosts` (lower case) may be
 * single names such as `localhost`, with a port.
 */
export function parsePaymail(text: string, allowedHosts: readonly string[]): ParsePaymailResult {
  const plain = text.trim().toLowerCase();
  const full = plain.startsWith('$') ? `${plain.slice(1)}@${handleHost}` : plain;
  const at = full.indexOf('@');
  const [alias, host] = [full.slice(0, Math.max(at, 0)), full.slice(at + 1)];
  if (at < 0 || !aliasForm.test(alias)) {
    return { ok: false, reason: 'a paymail looks like kim@example.com, a handle like $kim' };
  }
  if (!isDomain(host) && !allowedHosts.includes(host.replace(portForm, ''))) {
    return { ok: false, reason: 'what follows the @ must be a domain such as example.com' };
  }
  return { ok: true, paymail: { alias, host, address: `${alias}@${host}` } };
}

/** Two names at least; the last one is no number, so that no literal address passes. */
function isDomain(host: string): boolean {
  const labels = host.split('.');
  return (
    host.length <= hostLengthMax &&
    labels.length >= 2 &&
    labels.every((label) => labelForm.test(label)) &&
    !/^\d+$/.test(last(labels))
  );
}
