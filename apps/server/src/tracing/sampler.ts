import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import { ConfigError } from '../settings/variables.ts';

const roots = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio: number) => new TraceIdRatioBasedSampler(ratio),
} as const satisfies Readonly<Record<string, (ratio: number) => Sampler>>;
const parentBased = 'parentbased_';

/** `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`, as OpenTelemetry names them. */
export function samplerOf(environment: NodeJS.ProcessEnv): Sampler {
  const name = environment.OTEL_TRACES_SAMPLER?.trim() || `${parentBased}always_on`;
  const root = name.startsWith(parentBased) ? name.slice(parentBased.length) : name;
  const make = Object.entries(roots).find(([known]) => known === root)?.[1];
  if (make === undefined) {
    const names = Object.keys(roots);
    const known = [...names, ...names.map((one) => parentBased + one)].join(', ');
    throw new ConfigError('OTEL_TRACES_SAMPLER', `must be one of ${known}, not "${name}"`);
  }
  const sampler = make(ratioOf(environment.OTEL_TRACES_SAMPLER_ARG));
  return root === name ? sampler : new ParentBasedSampler({ root: sampler });
}

function ratioOf(text: string | undefined): number {
  const ratio = Number(text?.trim() || '1');
  if (ratio >= 0 && ratio <= 1) return ratio;
  throw new ConfigError('OTEL_TRACES_SAMPLER_ARG', `must be a share from 0 to 1, not "${text}"`);
}
