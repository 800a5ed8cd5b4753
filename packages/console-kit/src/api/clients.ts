import {
  type AdminSettlement,
  ASGAdminClient,
  ASGConsoleSession,
  ASGGatewayClient,
  ASGPersonClient,
  type ConsoleSession,
  type Disagreements,
  type Stats,
  type Task,
} from '@asg/sdk';
import { serverUrl } from '@asg/ui';

/** With the session's cookie. What is asked again, and when, is decided where it is shown. */
const connection = { baseUrl: serverUrl(), timeoutMs: 20_000, retriesMax: 0 };

export const consoleSession = new ASGConsoleSession(connection);
export const person = new ASGPersonClient(connection);
export const gateway = new ASGGatewayClient({ ...connection, apiKey: null });
export const admin = new ASGAdminClient({ ...connection, token: null });

export type Person = NonNullable<ConsoleSession['person']>;
export type Customer = NonNullable<ConsoleSession['customer']>;
export type Template = Stats['templates'][number];
export type Disagreement = Disagreements['data'][number];
export type TaskStatus = Task['status'];
export type TaskType = Task['task_type'];
export type SettlementState = AdminSettlement['state'];
