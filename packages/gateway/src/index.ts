export { createGateway, createOperationsServer } from './app.ts';
export { manifestLineCheck } from './manifest-line.ts';
export { openapiDocument } from './openapi.ts';
export type {
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
export { auditReply } from './replies/admin.ts';
