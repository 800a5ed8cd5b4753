import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const readableHeaders = [
  'X-Request-Id',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'Preference-Applied',
];
const preflightSeconds = 600;

/** Lets pages of these origins call the API with a key or a token; never with the cookie. None: nothing is allowed. */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Prefer', 'X-Request-Id'],
    exposedHeaders: readableHeaders,
    maxAge: preflightSeconds,
    credentials: false,
    strictPreflight: false,
  });
}
