import ipaddr from 'ipaddr.js';

/** Routed publicly, and yet a cloud's own: Azure answers machines' metadata from here. */
const metadataAddresses: ReadonlySet<string> = new Set(['168.63.129.16']);

/** All of the IPv6 space that is given out for the public: 2000::/3. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether a literal address (as a resolver gives it) belongs to the public internet. Addresses that carry an IPv4
 * address inside (mapped, compatible, NAT64, 6to4, Teredo) are not public: what is behind them is not what was checked.
 */
export function isPublicAddress(text: string): boolean {
  if (text.includes('%') || !ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv6) return address.match(globalUnicast);
  // The four-part decimal form alone: others are for the URL parser to normalise first.
  return ipaddr.IPv4.isValidFourPartDecimal(text) && !metadataAddresses.has(text);
}

/** A literal address has a colon, or is numbers and dots. The library throws inside for each other text, which costs much. */
const couldBeAddress = /:|^[0-9a-fx.]+$/i;

/** Whether a literal address leads back to the machine itself, also as an IPv6 address that carries it. */
export function isLoopbackAddress(text: string): boolean {
  if (!couldBeAddress.test(text) || !ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  // To 0.0.0.0 and :: connections are made to this machine, too.
  return ['loopback', 'unspecified'].includes(address.range());
}

/** Whether the text is a literal address, without brackets. */
export function isAddress(text: string): boolean {
  return couldBeAddress.test(text) && (ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text));
}
