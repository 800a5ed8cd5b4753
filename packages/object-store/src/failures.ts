import { STATUS_CODES } from 'node:http';
import { ContentEncodingBroken, OutboundRefused } from '@asg/outbound';
import { ObjectStoreFailure } from './port.ts';

const messageLengthMax = 300;
/** Statuses of 400 and above that pass by themselves. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** What an answer of this status means for the customer. `said`: the server's own words, e.g. `NoSuchKey`; '': those of HTTP. */
export function failureOfStatus(status: number, said: string): ObjectStoreFailure {
  const kind = status >= 500 || passing.has(status) ? 'unavailable' : 'refused';
  const words = said === '' ? (STATUS_CODES[status] ?? '') : said;
  return new ObjectStoreFailure(
    kind,
    `the server answered ${status} ${words}`.slice(0, messageLengthMax).trim(),
    status,
  );
}

export function changed(): ObjectStoreFailure {
  return new ObjectStoreFailure('changed', 'the object changed while it was read');
}

/** A failure of the connection or of a library, without what its error object carries along. */
export function failureOf(error: unknown): ObjectStoreFailure {
  if (error instanceof ObjectStoreFailure) return error;
  if (error instanceof OutboundRefused) return new ObjectStoreFailure('refused', error.reason);
  if (error instanceof ContentEncodingBroken) return new ObjectStoreFailure('refused', error.message);
  const message = fieldOf(error, 'message');
  const said = typeof message === 'string' && message !== '' ? message : String(fieldOf(error, 'code'));
  return new ObjectStoreFailure('unavailable', said.slice(0, messageLengthMax));
}

/** The body with the failures of the port. */
export async function* guarded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw failureOf(error);
  }
}

export async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A field of what may be no object at all: errors of libraries have no shape. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
