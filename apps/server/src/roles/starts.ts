import { namesIn, type ProcessRole } from '@asg/domain/names';
import { Billing, OutcomeDelays, Router } from '@asg/engines';
import { Items, LookAhead } from '@asg/media';
import { Trail } from '@asg/people';
import { at, present } from '@asg/values/present';
import { assetParts } from './asset-parts.ts';
import { type Foundation, type Gateway, openGateway } from './gateway.ts';
import { intakeRules } from './intake-rules.ts';
import { jobParts } from './job-parts.ts';
import { runJobs, runModels } from './jobs.ts';
import { runLocalChain } from './local-chain.ts';
import { runLookAhead } from './look-ahead.ts';
import { runDepartures } from './people/departures.ts';
import { peopleParts, runMails } from './people/people-parts.ts';
import { runPush } from './people/push.ts';
import { runRouter } from './router.ts';
import { loop, type Mounts, type ServerParts } from './server-parts.ts';
import { runSettler } from './settler.ts';
import { runWebhooks } from './webhooks.ts';

/** A process has what was deleted in memory for so long at most, beside how long it takes to read a note, ms. */
const deletedIdleMs = 2_000;

/** What roles of one process have in common, each made once, by the first that asks. */
class Engines {
  readonly router: Router;
  readonly billing: Billing;
  readonly delays = new OutcomeDelays();
  readonly #parts: ServerParts;
  #job: ReturnType<typeof jobParts> | null = null;
  #items: Items | null = null;
  #asset: ReturnType<typeof assetParts> | null = null;
  #lookAhead: LookAhead | null = null;

  constructor(parts: ServerParts) {
    const { config, context } = parts;
    this.#parts = parts;
    this.router = new Router(
      context,
      {
        leaseMs: config.leaseMs,
        liveMax: config.claimsPerWorkerMax,
        trust: config.trustRules,
        ...intakeRules(config),
      },
      this.delays,
    );
    this.billing = new Billing(context, { price: parts.rates.usd });
  }

  get asset(): ReturnType<typeof assetParts> {
    this.#asset ??= assetParts(this.#parts);
    return this.#asset;
  }

  get job(): ReturnType<typeof jobParts> {
    this.#job ??= jobParts(this.#parts, this.asset.assets, (jobId) => this.lookAhead.note(jobId));
    return this.#job;
  }

  get lookAhead(): LookAhead {
    const { context, config } = this.#parts;
    this.#lookAhead ??= new LookAhead(context, this.items, { perSecond: config.looksPerSecond });
    return this.#lookAhead;
  }

  get items(): Items {
    const { context, config, outbound, pictures } = this.#parts;
    this.#items ??= new Items(context, {
      outbound,
      assets: this.asset.assetReader,
      pictures,
      readableUrl: async (task, untilMs) => at(await this.job.jobs.readableUrls([task], untilMs), 0),
      cacheBytesMax: config.mediaCacheBytes,
    });
    return this.#items;
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
  webhooks: (parts, engines) => {
    runWebhooks(parts);
    runMails(parts);
    runPush(parts);
    runDepartures(parts, {
      cancelJob: (customerId, jobId) => engines.job.jobs.cancel(customerId, jobId),
      erasing: () => engines.asset.erasing,
    });
    return {};
  },
  router: (parts, { router }) => {
    runRouter(parts, router);
    return {};
  },
  jobs: (parts, { job, billing, items, asset: { assets } }) => {
    runJobs(parts, { ...job, billing, assets });
    runModels(parts, items);
    return {};
  },
  gateway: (parts, { router, billing, delays, items, lookAhead, asset, job: { jobs } }) => {
    const trail = new Trail(parts.context);
    const { mounts, ...ofPeople } = peopleParts(parts, trail);
    return {
      mounts,
      api: (foundation) =>
        openGateway(
          parts,
          { router, billing, delays, jobs, items, lookAhead, asset, trail, ...ofPeople },
          foundation,
        ),
    };
  },
};

/** Starts what this process does. */
export async function startRoles(parts: ServerParts): Promise<readonly Started[]> {
  const engines = new Engines(parts);
  const started: Started[] = [];
  for (const role of namesIn(starts))
    if (parts.config.roles.has(role)) started.push(await starts[role](parts, engines));
  runLookAhead(parts, engines.lookAhead);
  if (parts.config.roles.has('gateway') || parts.config.roles.has('jobs'))
    loop(parts, 'deleted items', deletedIdleMs, async () => {
      await engines.items.forgetDeleted();
      return false;
    });
  return started;
}
