import * as accountsAdmin from './accounts/admin-routes.ts';
import * as consoleSessions from './accounts/console-routes.ts';
import * as customers from './accounts/customer-routes.ts';
import * as keys from './accounts/key-routes.ts';
import * as workers from './accounts/worker-routes.ts';
import * as assets from './assets/routes.ts';
import * as balance from './billing/balance-routes.ts';
import * as billing from './billing/routes.ts';
import type { RouteContract } from './contract.ts';
import * as deposits from './deposits/routes.ts';
import * as events from './events/routes.ts';
import * as exports from './exports/routes.ts';
import * as rankings from './jobs/ranking-routes.ts';
import * as jobs from './jobs/routes.ts';
import * as operationsAdmin from './operations/admin-routes.ts';
import * as operations from './operations/routes.ts';
import * as payouts from './payouts/routes.ts';
import {
  adminEndPersonSecondFactor,
  adminEndSecondFactor,
  consoleFactorRoutes,
  logInPersonWithCode,
  logInPersonWithPasskey,
  logInWithCode,
  logInWithPasskey,
  workFactors,
} from './people/factor-routes.ts';
import * as leaving from './people/leaving-routes.ts';
import * as organisations from './people/organisation-routes.ts';
import { consolePeopleRoutes, sendVerification, workPeople } from './people/routes.ts';
import * as teams from './people/team-routes.ts';
import * as pools from './pools/routes.ts';
import * as push from './push/routes.ts';
import * as runners from './runners/routes.ts';
import * as settlement from './settlement/routes.ts';
import * as stats from './stats/routes.ts';
import * as taskList from './tasks/list-routes.ts';
import * as reviews from './tasks/review-routes.ts';
import * as tasks from './tasks/routes.ts';
import * as trail from './trail/routes.ts';
import * as appeals from './trust/appeal-routes.ts';
import * as confusion from './trust/confusion-routes.ts';
import * as gold from './trust/gold-routes.ts';
import * as workerLabels from './trust/label-routes.ts';
import * as ownGold from './trust/own-gold-routes.ts';
import * as reports from './trust/report-routes.ts';
import * as webhooks from './webhooks/routes.ts';
import * as work from './work/routes.ts';

/** Every operation of the API, by its operation id. */
export const routes = {
  ...customers,
  ...billing,
  ...deposits,
  ...balance,
  ...stats,
  ...taskList,
  ...tasks,
  ...reviews,
  ...assets,
  ...jobs,
  ...rankings,
  ...exports,
  ...webhooks,
  ...runners,
  ...events,
  ...consoleSessions,
  ...organisations,
  ...teams,
  ...consolePeopleRoutes,
  ...consoleFactorRoutes,
  logInPersonWithCode,
  logInPersonWithPasskey,
  ...workers,
  ...workPeople,
  ...workFactors,
  logInWithCode,
  logInWithPasskey,
  sendVerification,
  ...pools,
  ...push,
  ...leaving,
  ...payouts,
  ...work,
  ...appeals,
  ...ownGold,
  ...gold,
  ...reports,
  ...operations,
  ...keys,
  ...accountsAdmin,
  adminEndPersonSecondFactor,
  adminEndSecondFactor,
  ...confusion,
  ...workerLabels,
  ...trail,
  ...operationsAdmin,
  ...settlement,
};

/** The same as a list. */
export const routeList: readonly RouteContract[] = Object.values(routes);
