import { SelectField } from '@asg/ui';
import type { Crew } from './crew.ts';

interface RoleFieldProps<Role extends string> {
  readonly crew: Pick<Crew<Role>, 'roles' | 'texts'>;
  readonly value: Role;
  readonly onChoose: (role: Role) => void;
  readonly error: string | null;
}

/** One of the roles that one may hand out, with what it may do. */
export function RoleField<Role extends string>({
  crew: { roles, texts },
  value,
  onChoose,
  error,
}: RoleFieldProps<Role>) {
  return (
    <SelectField
      label="Role"
      value={value}
      onChange={(event) => onChoose(roles.find((role) => role === event.currentTarget.value) ?? value)}
      hint={<span aria-live="polite">{texts[value]}</span>}
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
