import { namesIn, type ProcessRole } from '@asg/domain/names';
import { present } from '@asg/domain/present';
import { Billing, Router } from '@asg/engines';
import { type Foundation, type Gateway, openGateway } from './gateway.ts';
import { jobParts } from './job-parts.ts';
import { runJobs } from './jobs.ts';
import { runLocalChain } from './local-chain.ts';
import { runRouter } from './router.ts';
import type { Mounts, ServerParts } from './server-parts.ts';
import { runSettler } from './settler.ts';
import { runWebhooks } from './webhooks.ts';

/** What roles of one process have in common, each made once, by the first that asks. */
class Engines {
  readonly router: Router;
  readonly billing: Billing;
  readonly #parts: ServerParts;
  #job: ReturnType<typeof jobParts> | null = null;

  constructor(parts: ServerParts) {
    const { config, context } = parts;
    this.#parts = parts;
    this.router = new Router(context, {
      leaseMs: config.leaseMs,
      liveMax: config.claimsPerWorkerMax,
      trust: config.trustRules,
    });
    this.billing = new Billing(context, { price: config.bsvUsdPrice });
  }

  get job(): ReturnType<typeof jobParts> {
    this.#job ??= jobParts(this.#parts);
    return this.#job;
  }
}

/** What a role that runs serves over HTTP. */
export interface Started {
  /** Beside the API. */
  readonly mounts?: Mounts;
  /** The API itself; without it the process tells how it is, and no more. */
  readonly api?: (foundation: Foundation) => Promise<Gateway>;
}

type Start = (parts: ServerParts, engines: Engines) => Started | Promise<Started>;

/** How each role starts, in this order. */
const starts: Readonly<Record<ProcessRole, Start>> = {
  chain: async (parts) => ({ mounts: await runLocalChain(parts, present(parts.local, 'the local chain')) }),
  settler: async (parts) => ({ mounts: await runSettler(parts) }),
  webhooks: (parts) => {
    runWebhooks(parts);
    return {};
  },
  router: (parts, { router }) => {
    runRouter(parts, router);
    return {};
  },
  jobs: (parts, { job, billing }) => {
    runJobs(parts, { ...job, billing });
    return {};
  },
  gateway: (parts, { router, billing, job: { jobs } }) => ({
    api: (foundation) => openGateway(parts, { router, billing, jobs }, foundation),
  }),
};

/** Starts what this process does. */
export async function startRoles(parts: ServerParts): Promise<readonly Started[]> {
  const engines = new Engines(parts);
  const started: Started[] = [];
  for (const role of namesIn(starts))
    if (parts.config.roles.has(role)) started.push(await starts[role](parts, engines));
  return started;
}
