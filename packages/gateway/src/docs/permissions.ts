import {
  customerPermissions,
  operatorPermissions,
  operatorRolePermissions,
  permissionTexts,
  rolePermissions,
} from '@asg/domain';

/** What the docs say of permissions, as Markdown: what each opens, and which roles have it. */
export function permissionsPage(): string {
  return [
    '## Permissions',
    'Each operation of customers and of the operator names the permission that it takes, also as `x-permission`. Who does not ' +
      'have it is answered 403, and nothing is changed. API keys have permissions as *scopes*, those without scopes have all of ' +
      'customers; people have them by their role; every key and role has `account`.',
    table(customerPermissions, rolePermissions),
    'Of the operator (the token of `ASG_ADMIN_TOKEN` has all of them):',
    table(operatorPermissions, operatorRolePermissions),
  ].join('\n\n');
}

function table<P extends keyof typeof permissionTexts>(
  permissions: readonly P[],
  roles: Readonly<Record<string, readonly P[]>>,
): string {
  const rows = permissions.map((permission) => {
    const having = Object.entries(roles).filter(([, has]) => has.includes(permission));
    return `| \`${permission}\` | ${permissionTexts[permission]} | ${having.map(([role]) => role).join(', ')} |`;
  });
  return ['| permission | opens | roles |', '|---|---|---|', ...rows].join('\n');
}
