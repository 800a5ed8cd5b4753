export interface RelyingParty {
  /** The name that passkeys are bound to. */
  readonly id: string;
  /** Of the pages that use them. */
  readonly origin: string;
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/;

/** Of the address that people reach the apps at. A passkey is bound to a name, and the machine's own is `localhost`. */
export function relyingParty(publicUrl: string): RelyingParty {
  const url = new URL(publicUrl);
  if (loopback.test(url.hostname)) url.hostname = 'localhost';
  return { id: url.hostname, origin: url.origin };
}
