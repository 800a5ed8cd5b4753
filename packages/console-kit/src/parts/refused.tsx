import { ASGGatewayHTTPError } from '@asg/sdk';
import { Notice } from '@asg/ui';
import { Link } from 'wouter';
import { problemText } from './problem.ts';

/** Whether more money, or another limit, is what it takes. */
function isAboutMoney(error: unknown): boolean {
  if (!(error instanceof ASGGatewayHTTPError)) return false;
  return error.status === 402 || (error.status === 403 && error.message === 'quota exhausted');
}

/** Says why a submission failed and, where money is missing, leads to it. */
export function Refused({ error }: { readonly error: unknown }) {
  return (
    <Notice tone="danger" urgent>
      {problemText(error)}
      {isAboutMoney(error) && (
        <>
          {' '}
          <Link href="/balance">See your balance</Link>
        </>
      )}
    </Notice>
  );
}
