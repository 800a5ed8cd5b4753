import type { GatewayOptions } from '@asg/gateway';
import { around } from './around.ts';
import type { ServerTracing } from './server-tracing.ts';

const told = [
  'intake',
  'jobs',
  'router',
  'labelling',
  'taskList',
  'receipts',
  'exports',
  'billing',
  'balances',
  'stats',
  'webhooks',
  'assets',
] as const satisfies readonly (keyof GatewayOptions)[];

/** The use cases that requests ask for, each call a step of its request. */
export function tracedEngines(options: GatewayOptions, tracing: ServerTracing): GatewayOptions {
  const stepped = told.map((name) => [
    name,
    around(options[name], (method, call) => tracing.step(`${name}.${method}`, call)),
  ]);
  return { ...options, ...Object.fromEntries(stepped), tracing };
}
