import { gateway } from '@asg/console-kit';
import { Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';

/** That sandbox accounts cannot submit tasks, and what to do; nothing where they can, and nothing until it is known. */
export function SandboxOff() {
  const { data } = useQuery({ queryKey: ['ready'], queryFn: ({ signal }) => gateway.ready({ signal }) });
  const detail = data?.checks.sandbox?.detail;
  if (detail === undefined) return null;
  return (
    <Notice>
      <p>
        {detail.charAt(0).toUpperCase() + detail.slice(1)}. Change that in the server’s settings, or give a
        customer another tier and sats to spend.
      </p>
    </Notice>
  );
}
