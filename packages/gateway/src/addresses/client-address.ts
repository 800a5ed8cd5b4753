import { isIPv6 } from 'node:net';
import { at } from '@asg/values/present';
import type { FastifyRequest } from 'fastify';

const mappedForm = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const groups = 8;
/** An IPv6 customer is given a /64 at least: its addresses count as one. */
const groupsOfNetwork = 4;

/** The name under which a client's address is limited: an IPv4 address, or the /64 of an IPv6 one. */
export function clientNetwork(ip: string): string {
  const mapped = mappedForm.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = at(ip.split('%'), 0).split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, groups - front.length - back.length)).fill('0');
  return `${[...front, ...zeros, ...back].slice(0, groupsOfNetwork).join(':')}::/64`.toLowerCase();
}

/** Whether the address is the client's own, as far as is known: not that of a proxy that is not trusted. */
export function isOwnAddress({ ips, headers }: Pick<FastifyRequest, 'ips' | 'headers'>): boolean {
  return ips !== undefined || !isForwarded(headers);
}

/** Whether a proxy says that it passed the request on. */
export function isForwarded(headers: FastifyRequest['headers']): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
}

/** Whether the client is on this machine. A request that a proxy passed on is not, whatever its connection says. */
export function isLoopbackClient(request: Pick<FastifyRequest, 'ip' | 'ips' | 'headers'>): boolean {
  const { ip } = request;
  return isOwnAddress(request) && (ip === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(ip));
}

/** Whether a host name, as a request has it, is always this machine's. */
export function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
