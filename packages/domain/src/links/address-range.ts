/**
 * The range of the internet that an address belongs to, as a text: the /24 of an IPv4 address, the /48 of an IPv6 one. Null for
 * what tells nothing of who is there: no address, or one that is not public (this machine, private and carriers' networks,
 * documentation, tunnels). An IPv4 address in IPv6 form is what it is.
 */
export function addressRange(address: string): string | null {
  const [text = ''] = address.trim().toLowerCase().split('%');
  const v4 = v4Of(text);
  if (v4 !== null) return isPublicV4(v4) ? `${v4.slice(0, 3).join('.')}.0/24` : null;
  const v6 = v6Of(text);
  if (v6 === null) return null;
  const mapped = mappedV4(v6);
  if (mapped !== null) return addressRange(mapped);
  return isPublicV6(v6) ? `${v6.slice(0, 3).map(hex).join(':')}::/48` : null;
}

type V4 = readonly [number, number, number, number];

const hex = (group: number): string => group.toString(16);
const byteForm = /^(?:0|[1-9]\d{0,2})$/;
const byteMax = 255;

function v4Of(text: string): V4 | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => byteForm.test(part))) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return Math.max(a, b, c, d) <= byteMax ? [a, b, c, d] : null;
}

const groupCount = 8;

/** The eight groups of an IPv6 address. */
function v6Of(text: string): readonly number[] | null {
  const lastColon = text.lastIndexOf(':');
  const v4 = v4Of(text.slice(lastColon + 1));
  const plain =
    v4 === null
      ? text
      : `${text.slice(0, lastColon + 1)}${hex(v4[0] * 256 + v4[1])}:${hex(v4[2] * 256 + v4[3])}`;
  const [front = '', back, ...more] = plain.split('::');
  if (more.length > 0) return null;
  const [head, tail] = [groupsOf(front), groupsOf(back ?? '')];
  if (head === null || tail === null) return null;
  const zeros = groupCount - head.length - tail.length;
  if (back === undefined ? zeros !== 0 : zeros < 1) return null;
  return [...head, ...new Array<number>(zeros).fill(0), ...tail];
}

function groupsOf(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[\da-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

/** Of `::ffff:a.b.c.d`. */
function mappedV4(groups: readonly number[]): string | null {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? [high >> 8, high & byteMax, low >> 8, low & byteMax].join('.') : null;
}

/** Networks that are not public, each by its first bits: IANA's special-purpose registry, multicast and what is reserved. */
const specialV4: readonly (readonly [network: V4, bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
];

const numberOf = (address: V4): number => address.reduce((sum, byte) => sum * 256 + byte, 0);

function isPublicV4(address: V4): boolean {
  return !specialV4.some(([network, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
  });
}

/** Only 2000::/3 is given to anybody. Of it: 2001::/23 (Teredo and others), documentation, and the tunnels of 6to4. */
function isPublicV6([first = 0, second = 0]: readonly number[]): boolean {
  if (first < 0x2000 || first > 0x3fff) return false;
  const isProtocol = first === 0x2001 && second < 0x200;
  const isDocumentation = (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
  return !isProtocol && !isDocumentation && first !== 0x2002;
}
