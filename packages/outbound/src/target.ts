import { isAddress, isLoopbackAddress, isPublicAddress } from './address.ts';

/** A name that means this machine wherever it is looked up (RFC 6761). */
const loopbackName = /^(?:.+\.)?localhost$/;

/** The host as the URL standard writes it: lower case, numbers as four decimal parts; no dot at the end. */
export function plainHost(host: string): string {
  const name = URL.parse(`http://${host.includes(':') ? `[${unbracketed(host)}]` : host}`)?.hostname ?? '';
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

export function unbracketed(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

/** Why a host may not be reached that has this address, as a sentence without its end. */
export function notPublic(host: string, address: string): string {
  return isLoopbackAddress(address)
    ? `${host} is the server’s own machine: its operator can allow that, for development, with ASG_ALLOW_LOOPBACK=true`
    : `${host} is not on the public internet: the server’s operator can allow the host by its name, with ASG_ALLOWED_HOSTS`;
}

/** Whether a host is the machine itself, as far as that can be seen without resolving it. */
export function isOwnMachine(hostname: string): boolean {
  return isOwnName(plainHost(hostname));
}

function isOwnName(host: string): boolean {
  return loopbackName.test(host) || isLoopbackAddress(unbracketed(host));
}

/**
 * What is wrong with a host as far as it can be seen without resolving it; null: nothing, or it is allowed. `allowedHosts` as the URL
 * standard writes them: lower case, IPv6 in brackets.
 */
export function hostProblem(hostname: string, allowedHosts: Iterable<string>): string | null {
  const host = plainHost(hostname);
  for (const allowed of allowedHosts) if (plainHost(allowed) === host) return null;
  if (isOwnName(host)) return notPublic(host, '127.0.0.1');
  const literal = unbracketed(host);
  return isAddress(literal) && !isPublicAddress(literal) ? notPublic(host, literal) : null;
}
