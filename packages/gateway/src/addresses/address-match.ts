import { BlockList, isIP, isIPv6 } from 'node:net';
import { at } from '@asg/values/present';

/** Tells whether an address is one of a list of addresses and networks, such as 10.0.0.0/8. */
export type AddressMatch = (address: string) => boolean;

/** An IPv4 address that came over an IPv6 socket matches as what it is. Throws for what is no address or network. */
export function addressMatch(list: readonly string[]): AddressMatch {
  const known = new BlockList();
  for (const one of list) {
    const [address = '', bits] = one.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = at(address.split('%'), 0);
    return isIP(plain) !== 0 && known.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}

/** The same for what Fastify takes as `trustProxy`. */
export function trustedPeers(trust: boolean | string | readonly string[] | undefined): AddressMatch {
  if (typeof trust === 'boolean' || trust === undefined) return () => trust === true;
  return addressMatch(typeof trust === 'string' ? trust.split(',').map((one) => one.trim()) : trust);
}
