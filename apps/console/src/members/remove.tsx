import { useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { gateway } from '../api/clients.ts';
import { Confirm } from '../parts/confirm.tsx';
import { useCustomer } from '../session/session.ts';
import { type Member, teamKey } from './parts.ts';

interface RemoveProps {
  readonly member: Member | null;
  readonly onClose: () => void;
}

/** Asks before somebody is removed, by name. */
export function Remove({ member, onClose }: RemoveProps) {
  const { name } = useCustomer();
  const client = useQueryClient();
  const say = useToast();
  const remove = useMutation({
    mutationFn: ({ person_id }: Member) => gateway.members.remove(person_id),
    onSuccess: (_, { email }) => {
      say({ text: `${email} is removed.` });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: teamKey }),
  });
  const close = (): void => {
    remove.reset();
    onClose();
  };
  return (
    <Confirm
      open={member !== null}
      title="Remove this member?"
      action="Remove the member"
      keep="Leave them in"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        if (member !== null) remove.mutate(member);
      }}
      onClose={close}
    >
      <p className="wrap">
        <strong>{member?.email}</strong>, {member?.role}, is out of {name} at once, and whom they invited
        cannot join any more. Their account and other organisations stay.
      </p>
      <p>Keys that they made belong to the organisation, and stay: replace those that they may know.</p>
    </Confirm>
  );
}
