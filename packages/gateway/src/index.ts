export { createGateway, createOperationsServer } from './app.ts';
export { openapiDocument } from './docs/openapi.ts';
export { manifestLineCheck } from './jobs/manifest-line.ts';
export { auditReply } from './operations/audit-reply.ts';
export type {
  Certificate,
  ConnectionBounds,
  GatewayOptions,
  MountedReply,
  MountedRequest,
  MountedRoute,
  Readiness,
  ReadinessCheck,
  WebApp,
} from './options.ts';
export type { Rate } from './rate-limits/buckets.ts';
export type { RateLimitSettings } from './rate-limits/settings.ts';
