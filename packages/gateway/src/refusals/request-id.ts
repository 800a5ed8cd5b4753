import type { IncomingMessage } from 'node:http';
import type { IdMint } from '@asg/runtime';

const sane = /^[A-Za-z0-9._-]{1,128}$/;
const randomBytes = 12;

/** Gives each request its id: the caller's own, if it sent a sane one, else a new one. */
export function requestIdSource(ids: IdMint): (request: Pick<IncomingMessage, 'headers'>) => string {
  return ({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && sane.test(given) ? given : newRequestId(ids);
  };
}

export function newRequestId(ids: IdMint): string {
  return `req_${ids.hex(randomBytes)}`;
}
