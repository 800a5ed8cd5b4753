import type { RouteContract } from '../contract.ts';
import * as customers from './customers.ts';
import * as operations from './operations.ts';
import * as tasks from './tasks.ts';
import * as work from './work.ts';
import * as workers from './workers.ts';

/** Every operation of the API, by its operation id. */
export const routes = { ...customers, ...tasks, ...workers, ...work, ...operations };

/** The same as a list. */
export const routeList: readonly RouteContract[] = Object.values(routes);
