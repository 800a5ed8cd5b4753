import type { Socket } from 'node:net';
import { consoleFactors, consolePeople, isAddressLimit, workFactors, workPeople } from '@asg/wire';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { serveAccountsAdmin } from './accounts/admin-routes.ts';
import { serveConsole } from './accounts/console-routes.ts';
import { serveCustomers } from './accounts/customer-routes.ts';
import { serveInvitations } from './accounts/invitation-routes.ts';
import { serveKeys } from './accounts/key-routes.ts';
import { serveOrganisations } from './accounts/organisation-routes.ts';
import { SignIns } from './accounts/sign-in.ts';
import { serveTeams } from './accounts/team-routes.ts';
import { serveWorkerFactors } from './accounts/worker-factor-routes.ts';
import { serveWorkers } from './accounts/worker-routes.ts';
import { type AddressMatch, trustedPeers } from './addresses/address-match.ts';
import { BasePath } from './addresses/base-path.ts';
import { isForwarded } from './addresses/client-address.ts';
import { serveAssets } from './assets/routes.ts';
import { authHooks } from './auth/auth.ts';
import { serveBalance, serveBalanceAdmin } from './billing/balance-routes.ts';
import { serveBilling, serveSeller } from './billing/routes.ts';
import { acceptJsonOnly } from './bodies/json-body.ts';
import { BodyDeadlines } from './connections/body-deadlines.ts';
import { Connections } from './connections/connections.ts';
import { boundsDefault, serverOptions } from './connections/server-options.ts';
import { serveDeposits, serveRefunds } from './deposits/routes.ts';
import { serveContract } from './docs/contract.ts';
import { collectOpenapi } from './docs/openapi.ts';
import { serveEvents } from './events/routes.ts';
import { serveExports } from './exports/routes.ts';
import { answerErrors } from './front/answer-errors.ts';
import { serveFront, serveFrontPage } from './front/routes.ts';
import { serveJobs } from './jobs/routes.ts';
import { serveLeavingAdmin } from './leaving/admin-routes.ts';
import { serveConsoleLeaving } from './leaving/console-routes.ts';
import { serveLeaving } from './leaving/routes.ts';
import { serveMedia } from './media/routes.ts';
import { serveOperationsAdmin } from './operations/admin-routes.ts';
import { serveMetrics } from './operations/metrics.ts';
import { serveOperations } from './operations/routes.ts';
import type { FoundationOptions, GatewayOptions } from './options.ts';
import { servePayouts } from './payouts/routes.ts';
import { serveFactors, serveFactorsAdmin } from './people/factor-routes.ts';
import { servePeople, serveVerification } from './people/routes.ts';
import { servePools } from './pools/routes.ts';
import { RateLimits } from './rate-limits/rate-limits.ts';
import { refuseOnSocket, sendRefusal } from './refusals/error-reply.ts';
import { refuse } from './refusals/refusal.ts';
import { serveRunners } from './runners/routes.ts';
import { allowOrigins } from './serving/cross-origin.ts';
import { stampEveryAnswer } from './serving/every-answer.ts';
import { KnownPaths } from './serving/known-paths.ts';
import { serveMounts } from './serving/mounts.ts';
import { type SecurityHeaders, securityHeaders } from './serving/security-headers.ts';
import { serveOn } from './serving/serve.ts';
import { serveWebApps } from './serving/web-apps.ts';
import { serveSettlement } from './settlement/routes.ts';
import { serveStats } from './stats/routes.ts';
import { serveTaskList } from './tasks/list-routes.ts';
import { serveReceipts } from './tasks/receipt-routes.ts';
import { serveResults } from './tasks/result-routes.ts';
import { serveTasks } from './tasks/routes.ts';
import { serveTrail } from './trail/routes.ts';
import { serveAppeals, serveAppealsAdmin } from './trust/appeal-routes.ts';
import { serveWorkerInsight } from './trust/label-routes.ts';
import { serveAllGold } from './trust/own-gold-routes.ts';
import { serveReportsAdmin } from './trust/report-routes.ts';
import { serializerCompiler } from './validation/serialization.ts';
import { validatorCompiler } from './validation/validation.ts';
import { serveWebhooks } from './webhooks/routes.ts';
import { serveWork } from './work/routes.ts';

/** The HTTP server of the customers' and workers' API, ready to listen. `close` ends waiting requests and drains. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { app, headers, bodies, limits } = await foundation(options);
  await allowOrigins(app, options.corsOrigins ?? []);
  await collectOpenapi(app, options.version);

  const hooks = authHooks({ ...options, limits });
  const serve = serveOn(app, hooks, options.trail);
  const signIns = new SignIns(options);
  serveCustomers(serve, signIns, options);
  serveKeys(serve, options);
  serveTasks(serve, options);
  serveResults(serve, app, options);
  serveReceipts(serve, options);
  serveTaskList(serve, options);
  serveExports(serve, options);
  serveBilling(serve, options);
  serveDeposits(serve, options);
  serveBalance(serve, options);
  serveStats(serve, options);
  serveWebhooks(serve, options);
  serveRunners(serve, options);
  serveEvents(serve, app, options);
  serveOperations(serve, options);
  serveAccountsAdmin(serve, options);
  serveBalanceAdmin(serve, options);
  serveWorkerInsight(serve, options);
  serveSeller(serve, options);
  serveOperationsAdmin(serve, options);
  serveSettlement(serve, options);
  serveRefunds(serve, options);
  serveAppealsAdmin(serve, options);
  serveReportsAdmin(serve, options);
  await app.register(async (scope) => serveAllGold(serveOn(scope, hooks, options.trail), scope, options));
  serveWorkers(serve, limits, signIns, options);
  servePeople(serve, limits, signIns, workPeople, options.people, options.trail);
  servePeople(serve, limits, signIns, consolePeople, options.consolePeople, options.trail, ({ person }) =>
    options.organisations.becomeOwner(person),
  );
  serveVerification(serve, limits, options);
  serveFactors(serve, limits, workFactors, options.people, options);
  serveFactors(serve, limits, consoleFactors, options.consolePeople, options);
  serveWorkerFactors(serve, signIns, options);
  serveFactorsAdmin(serve, options);
  serveOrganisations(serve, limits, signIns, options);
  servePools(serve, options);
  serveTeams(serve, options);
  serveInvitations(serve, options);
  serveLeaving(serve, limits, options);
  serveConsoleLeaving(serve, limits, options);
  serveLeavingAdmin(serve, options);
  servePayouts(serve, limits, options);
  serveWork(serve, options);
  serveMedia(serve, options);
  serveAppeals(serve, options);
  serveTrail(serve, options);
  serveConsole(serve, limits, signIns, options);
  await app.register(async (scope) => {
    await scope.register(multipart);
    serveJobs(serveOn(scope, hooks, options.trail), bodies, options);
  });
  await app.register(async (scope) =>
    serveAssets(serveOn(scope, hooks, options.trail), scope, bodies, options),
  );
  app.addHook('onClose', () => options.trail.idle());
  serveContract(app);
  if (options.front !== undefined) serveFrontPage(app, options.front, headers);
  await serveWebApps(app, options.webApps ?? [], headers);
  await serveMounts(app, options.mounts ?? [], options.ids, headers);
  return app;
}

/** The HTTP server of a process that is no gateway: health, readiness, metrics, and what is mounted. */
export async function createOperationsServer(options: FoundationOptions): Promise<FastifyInstance> {
  const { app, headers } = await foundation(options);
  const nobody = {
    none: undefined,
    customer: undefined,
    worker: undefined,
    person: undefined,
    admin: undefined,
  };
  serveOperations(serveOn(app, nobody, null), options);
  await serveMounts(app, options.mounts ?? [], options.ids, headers);
  return app;
}

/** What every server has: bounds, headers, limits for strangers, metrics, answers to what goes wrong. */
async function foundation(options: FoundationOptions): Promise<{
  readonly app: FastifyInstance;
  readonly headers: SecurityHeaders;
  readonly bodies: BodyDeadlines;
  readonly limits: RateLimits;
}> {
  const basePath = new BasePath(options.basePath);
  const app = Fastify(serverOptions(options, basePath));
  app.decorate('basePath', basePath);
  const headers = await securityHeaders({ ownsHost: basePath.text === '' });
  const knownPaths = new KnownPaths();
  knownPaths.watch(app);
  app.setValidatorCompiler(validatorCompiler());
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('caller', null);
  app.decorateRequest('trail', null);
  const { bounds = boundsDefault } = options;
  const { clock } = options;
  const bodies = new BodyDeadlines(app, bounds, clock);
  const isTrusted = trustedPeers(options.trustProxy);
  const turnAway = (socket: Socket) => refuseOnSocket(socket, refuse('too_many_connections'), options.ids);
  new Connections(app, { bounds, clock, isTrusted, bodies, turnAway });
  stampEveryAnswer(app, headers, options);
  leadBelowBasePath(app);
  warnOfUntrustedProxies(app, isTrusted, options);
  const limits = new RateLimits(options.rateLimits ?? null, options.clock);
  acceptJsonOnly(app, limits);
  limitStrangers(app, limits);
  serveMetrics(app, options);
  if (options.front !== undefined) await serveFront(app, options.front, headers);
  answerErrors(app, knownPaths, headers, options);
  return { app, headers, bodies, limits };
}

/** The base path itself is a folder: relative links of its page lead into it. */
function leadBelowBasePath(app: FastifyInstance): void {
  const { basePath } = app;
  if (basePath.text === '') return;
  app.addHook('onRequest', async ({ method, originalUrl }, reply) => {
    if ((method !== 'GET' && method !== 'HEAD') || !basePath.isBare(originalUrl)) return undefined;
    return reply.redirect(basePath.link('/') + originalUrl.slice(basePath.text.length), 308);
  });
}

/** What a peer that is not trusted says of its clients is not believed; the operator is told so, once. */
function warnOfUntrustedProxies(
  app: FastifyInstance,
  isTrusted: AddressMatch,
  { log }: FoundationOptions,
): void {
  let isTold = false;
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isTold && isForwarded(request.headers) && !isTrusted(request.socket.remoteAddress ?? '')) {
      isTold = true;
      log.warn(
        { peer: request.socket.remoteAddress },
        'X-Forwarded-For of a peer that is not trusted is ignored: if it is your proxy, name it in TRUSTED_PROXIES',
      );
    }
    done();
  });
}

/** Whoever is not asked for a key or a token is limited by address; the others once it is known who they are. */
function limitStrangers(app: FastifyInstance, limits: RateLimits): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { limit = 'address', auth } = request.routeOptions.config;
    if (!isAddressLimit(limit) || auth === 'admin') return done();
    const limited = limits.address(request, reply, limit);
    if (limited === null) return done();
    return void sendRefusal(request, reply, limited);
  });
}
