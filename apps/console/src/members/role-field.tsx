import { type MemberRole, memberRoles } from '@asg/domain/names';
import { type Giver, mayHandOut } from '@asg/domain/roles';
import { SelectField } from '@asg/ui';
import { memberRoleTexts } from '../parts/roles.ts';

/** The roles that one may hand out. */
export const rolesOf = (giver: Giver): readonly MemberRole[] =>
  memberRoles.filter((role) => mayHandOut(giver, role));

interface RoleFieldProps {
  readonly giver: Giver;
  readonly value: MemberRole;
  readonly onChoose: (role: MemberRole) => void;
  readonly error: string | null;
}

/** One of the roles that one may hand out, with what it may do. */
export function RoleField({ giver, value, onChoose, error }: RoleFieldProps) {
  const roles = rolesOf(giver);
  return (
    <SelectField
      label="Role"
      value={value}
      onChange={(event) => onChoose(roles.find((role) => role === event.currentTarget.value) ?? value)}
      hint={<span aria-live="polite">{memberRoleTexts[value]}</span>}
      error={error}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </SelectField>
  );
}
