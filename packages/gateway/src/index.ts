export { createGateway } from './app.ts';
export { openapiDocument } from './openapi.ts';
export type { GatewayOptions, MountedReply, MountedRequest, MountedRoute, Readiness } from './options.ts';
