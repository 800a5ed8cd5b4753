import { Confirm, person, sessionKey, useCustomer } from '@asg/console-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';

interface LeaveProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks before a person leaves the organisation that they are in; the page tells when they are out, as of whom was removed. */
export function Leave({ open, onClose }: LeaveProps) {
  const { name } = useCustomer();
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: () => person.leaveOrganisation(),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
  const close = (): void => {
    leave.reset();
    onClose();
  };
  return (
    <Confirm
      open={open}
      title="Leave this organisation?"
      action="Leave"
      keep="Stay"
      busy={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate()}
      onClose={close}
    >
      <p className="wrap">
        You are out of <strong>{name}</strong> at once, on all your devices. To come back you have to be
        invited again. Your account stays.
      </p>
    </Confirm>
  );
}
