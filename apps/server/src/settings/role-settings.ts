import { isOneOf, type ProcessRole, processRoles } from '@asg/domain/names';
import { ConfigError, text } from './variables.ts';

export type Roles = ReadonlySet<ProcessRole>;

export const roleVariables = {
  ASG_ROLES: text(
    '',
    'What this process does: some of gateway, router, settler, webhooks, jobs and chain (the local chain), separated by commas; all where it is not set.',
  ),
  ASG_PROCESS_NAME: text(
    '',
    'What this process is called among those that share the store, no two alike, e.g. settler-1: started again, it takes its own work up at once. Without a name each start is a process of its own.',
  ),
};

/** The roles that the variable names; null: it is not set. Throws a ConfigError. */
export function rolesOf(value: string): Roles | null {
  const given = value.split(',').map((name) => name.trim());
  const named = given.filter((name) => name !== '');
  const roles = named.map((name) => {
    if (isOneOf(processRoles, name)) return name;
    throw new ConfigError('ASG_ROLES', `must be some of ${processRoles.join(', ')}, not "${name}"`);
  });
  return roles.length === 0 ? null : new Set(roles);
}
