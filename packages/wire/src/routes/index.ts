import type { RouteContract } from '../contract.ts';
import * as admin from './admin.ts';
import * as appeals from './appeals.ts';
import * as billing from './billing.ts';
import * as consoleSessions from './console.ts';
import * as customers from './customers.ts';
import * as gold from './gold.ts';
import * as jobs from './jobs.ts';
import * as keys from './keys.ts';
import * as operations from './operations.ts';
import * as stats from './stats.ts';
import * as taskList from './task-list.ts';
import * as tasks from './tasks.ts';
import * as webhooks from './webhooks.ts';
import * as work from './work.ts';
import * as workers from './workers.ts';

/** Every operation of the API, by its operation id. */
export const routes = {
  ...customers,
  ...billing,
  ...stats,
  ...taskList,
  ...tasks,
  ...jobs,
  ...webhooks,
  ...consoleSessions,
  ...workers,
  ...work,
  ...appeals,
  ...gold,
  ...operations,
  ...keys,
  ...admin,
};

/** The same as a list. */
export const routeList: readonly RouteContract[] = Object.values(routes);
