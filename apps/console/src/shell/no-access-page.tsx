import { currentOf, Page, type Permission, useCurrent } from '@asg/console-kit';
import { memberRoles, operatorPermissions, operatorRoles } from '@asg/domain/names';
import { operatorRolePermissions, permissionTexts, rolePermissions } from '@asg/domain/roles';
import { buttonLook, EmptyState } from '@asg/ui';
import { Lock } from 'lucide-react';
import { Link } from 'wouter';

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' });

/** The roles that have it, among members or operators. */
function rolesWith(permission: Permission): readonly string[] {
  const has = (permissions: readonly Permission[]): boolean => permissions.includes(permission);
  return [
    ...memberRoles.filter((role) => has(rolePermissions[role])),
    ...operatorRoles.filter((role) => has(operatorRolePermissions[role])),
  ];
}

/** For a page that is there, but not for this role or key: what it takes, and who can give it. */
export function NoAccessPage({ missing }: { readonly missing: Permission }) {
  const session = useCurrent();
  const own = operatorPermissions.some((one) => one === missing)
    ? { role: session.operator_role, where: '', giver: 'an owner' }
    : {
        role: currentOf(session)?.role ?? null,
        where: ` in ${session.customer?.name ?? 'your organisation'}`,
        giver: 'an owner or admin',
      };
  return (
    <Page title="This page is for other roles">
      <EmptyState
        icon={<Lock size={28} />}
        title={permissionTexts[missing]}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            To the start
          </Link>
        }
      >
        <p className="wrap">
          {own.role === null
            ? `The key that you are signed in with does not open this: its scopes do not have “${missing}”.`
            : `It takes the role ${anyOf.format(rolesWith(missing))}. You are ${own.role}${own.where}: ${own.giver} can give you another role.`}
        </p>
      </EmptyState>
    </Page>
  );
}
