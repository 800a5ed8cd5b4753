import { gateway, Snippets, submitSnippets, useKeyHint, useMay } from '@asg/console-kit';
import type { Balance } from '@asg/sdk';
import { buttonLook, Card, serverUrl } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

/** Where there is nothing yet: the next step, and what comes after it. */
export function FirstSteps() {
  const seesBalance = useMay('billing');
  const { data: balance } = useQuery({
    queryKey: ['balance'],
    queryFn: ({ signal }) => gateway.billing.balance({ signal }),
    enabled: seesBalance,
  });
  const isUnfunded = balance !== undefined && needsMoney(balance);
  return (
    <Card
      title={isUnfunded ? 'Pay something in' : 'Submit your first task'}
      hint={
        isUnfunded
          ? 'Tasks are paid from your balance, and there is nothing in it yet.'
          : 'Pictures or texts, a question, and the answers to choose from. What it will cost is shown before anything is sent.'
      }
    >
      <div className="actions">
        {isUnfunded && (
          <Link href="/balance" {...buttonLook({ variant: 'primary', size: 'large' })}>
            Open your balance
          </Link>
        )}
        <Link
          href="/submit?from=file"
          {...buttonLook(isUnfunded ? { size: 'large' } : { variant: 'primary', size: 'large' })}
        >
          Submit a table or pictures
        </Link>
        <Link href="/submit" {...buttonLook({ size: 'large' })}>
          Write one task
        </Link>
      </div>
      <ol className="first-steps">
        <li>You say what to ask, and see it as a worker will.</li>
        <li>Workers label it; you watch the answers arrive here.</li>
        <li>Those who agree are paid, and you download the labels with a receipt for each.</li>
      </ol>
      <ByProgram />
    </Card>
  );
}

const needsMoney = ({ funding, available_sats }: Balance): boolean =>
  funding === 'balance' && available_sats === 0;

/** The same by a program, for those who ask for it. */
function ByProgram() {
  const hint = useKeyHint();
  const mayMakeKeys = useMay('keys');
  return (
    <details>
      <summary>Submit by a program instead</summary>
      <div className="ui-stack">
        {mayMakeKeys && (
          <p className="ui-hint">
            A program signs in with a key: <Link href="/keys">your keys</Link>.
          </p>
        )}
        <Snippets label="The first task" snippets={submitSnippets(serverUrl(), hint)} />
      </div>
    </details>
  );
}
