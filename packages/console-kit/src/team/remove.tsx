import { useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Confirm } from '../parts/confirm.tsx';
import { type Crew, type CrewMember, refresh } from './crew.ts';

interface RemoveProps<Role extends string> {
  readonly crew: Crew<Role>;
  readonly person: CrewMember<Role> | null;
  readonly onClose: () => void;
  /** What it means, for them and for others. */
  readonly children: ReactNode;
}

/** Asks before somebody is removed, by name. */
export function Remove<Role extends string>({ crew, person, onClose, children }: RemoveProps<Role>) {
  const client = useQueryClient();
  const say = useToast();
  const remove = useMutation({
    mutationFn: ({ person_id }: CrewMember<Role>) => crew.remove(person_id),
    onSuccess: (_, { email }) => {
      say({ text: `${email} is removed.` });
      onClose();
    },
    onSettled: (_, __, one) => refresh(client, crew, one),
  });
  const close = (): void => {
    remove.reset();
    onClose();
  };
  return (
    <Confirm
      open={person !== null}
      title={`Remove this ${crew.one.noun}?`}
      action={`Remove the ${crew.one.noun}`}
      keep="Leave them in"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        if (person !== null) remove.mutate(person);
      }}
      onClose={close}
    >
      {children}
      {person?.current === true && <p>This is you.</p>}
    </Confirm>
  );
}
