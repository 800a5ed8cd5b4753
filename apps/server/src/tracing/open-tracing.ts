import type { Logger } from '@asg/runtime';
import type { Config } from '../settings/config.ts';
import { ConfigError } from '../settings/variables.ts';
import { version } from '../version.ts';
import type { ServerTracing } from './server-tracing.ts';

const protocols = ['http/protobuf', 'http/json'] as const;

/** Where spans go by OpenTelemetry's variables; null: nowhere, and nothing of it is loaded. Throws a ConfigError. */
export async function openTracing(
  { otlpEndpoint }: Pick<Config, 'otlpEndpoint'>,
  environment: NodeJS.ProcessEnv,
  log: Logger,
): Promise<ServerTracing | null> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?.trim() || otlpEndpoint;
  const isOff = environment.OTEL_SDK_DISABLED === 'true' || environment.OTEL_TRACES_EXPORTER === 'none';
  if (endpoint === '' || isOff) return null;
  if (!URL.canParse(endpoint)) throw new ConfigError('OTEL_EXPORTER_OTLP_ENDPOINT', 'must be a URL');
  const named =
    environment.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || environment.OTEL_EXPORTER_OTLP_PROTOCOL || protocols[0];
  const protocol = protocols.find((one) => one === named);
  if (protocol === undefined)
    throw new ConfigError('OTEL_EXPORTER_OTLP_PROTOCOL', `must be ${protocols.join(' or ')}, not "${named}"`);
  const { OtelTracing } = await import('./otel.ts');
  log.info({ endpoint: new URL(endpoint).origin, protocol }, 'traces are sent');
  return new OtelTracing(environment, protocol, version);
}
