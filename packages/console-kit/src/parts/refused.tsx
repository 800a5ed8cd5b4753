import { ASGGatewayHTTPError } from '@asg/sdk';
import { Notice } from '@asg/ui';
import { Link } from 'wouter';
import { problemText } from './problem.ts';

/** Whether more money, or another limit, is what it takes. */
function isAboutMoney(error: unknown): boolean {
  if (!(error instanceof ASGGatewayHTTPError)) return false;
  return error.status === 402 || (error.status === 403 && error.message === 'quota exhausted');
}

interface RefusedProps {
  readonly error: unknown;
  /** Fields that say themselves what is wrong with them. */
  readonly told?: (field: string) => boolean;
}

/** What no field says of a refusal. */
function untold(error: unknown, told: (field: string) => boolean): string {
  if (!(error instanceof ASGGatewayHTTPError)) return problemText(error);
  const others = error.details.filter(({ field }) => !told(field));
  if (others.length === error.details.length) return problemText(error);
  return others.length === 0
    ? 'Nothing was sent: look at the marked fields above.'
    : others.map(({ message }) => message).join('. ');
}

/** Says why a submission failed, once and, where money is missing, leads to it. */
export function Refused({ error, told = () => false }: RefusedProps) {
  return (
    <Notice tone="danger" urgent>
      {untold(error, told)}
      {isAboutMoney(error) && (
        <>
          {' '}
          <Link href="/balance">See your balance</Link>
        </>
      )}
    </Notice>
  );
}
