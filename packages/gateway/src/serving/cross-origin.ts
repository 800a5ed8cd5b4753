import { routeList } from '@asg/wire';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const readableHeaders = [
  'X-Request-Id',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'Preference-Applied',
  'X-Item-Token',
  'X-Item-Width',
  'X-Item-Height',
];
/** What every operation takes, and what the contracts of some name. */
const ownHeaders = ['Authorization', 'Content-Type', 'X-Request-Id'];
const takenHeaders = new Set(routeList.flatMap(({ headers }) => Object.keys(headers?.properties ?? {})));
const preflightSeconds = 600;

/** Lets pages of these origins call the API with a key or a token; never with the cookie. None: nothing is allowed. */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: [...new Set(routeList.map(({ method }) => method))],
    allowedHeaders: [...ownHeaders, ...takenHeaders],
    exposedHeaders: readableHeaders,
    maxAge: preflightSeconds,
    credentials: false,
    strictPreflight: false,
  });
}
