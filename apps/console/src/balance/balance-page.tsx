import { Allowed, Asked, gateway, Page, sats } from '@asg/console-kit';
import { BalanceFigures, StatementList } from '@asg/console-kit/money';
import type { Balance } from '@asg/sdk';
import { buttonLook, Card, EmptyState, Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Download, Wallet } from 'lucide-react';
import { Deposits } from './deposits.tsx';
import { Limits } from './limits.tsx';
import { AllowanceNotice } from './sandbox-note.tsx';

const refreshMs = 15_000;

export default function BalancePage() {
  const query = useQuery({
    queryKey: ['balance'],
    queryFn: ({ signal }) => gateway.billing.balance({ signal }),
    refetchInterval: refreshMs,
  });
  return (
    <Page
      title="Balance"
      lead="What your tasks are paid from."
      aside={
        <a href="/v1/billing/statement.csv" download="statement.csv" {...buttonLook({})}>
          <Download size={17} aria-hidden="true" />
          Statement as CSV
        </a>
      }
    >
      <Asked query={query} height="24rem">
        {(balance) => <BalanceView balance={balance} />}
      </Asked>
    </Page>
  );
}

function BalanceView({ balance }: { readonly balance: Balance }) {
  const isSandbox = balance.funding === 'allowance';
  return (
    <>
      <State balance={balance} />
      <BalanceFigures balance={balance} />
      <div className="main-aside">
        <Card
          title="Statement"
          hint="All lines together are what is free and what is held for tasks. Days end at midnight UTC."
        >
          <StatementList
            queryKey={['statement']}
            load={(cursor, signal) =>
              gateway.billing.statementPage(cursor === null ? {} : { cursor }, { signal })
            }
            empty={
              <EmptyState icon={<Wallet size={28} />} title="No entries yet">
                <p>
                  {isSandbox
                    ? 'Your allowance is entered here with your first task.'
                    : 'Deposits, grants and what your tasks cost are listed here.'}
                </p>
              </EmptyState>
            }
          />
        </Card>
        <div className="ui-stack">
          <Deposits funding={balance.funding} />
          <Allowed to="money">
            <Limits balance={balance} />
          </Allowed>
        </div>
      </div>
    </>
  );
}

/** What the customer has to know about their money before all else. */
function State({ balance }: { readonly balance: Balance }) {
  const { funding, available_sats: available, is_low: isLow, limits } = balance;
  if (funding === 'allowance') return <AllowanceNotice balance={balance} />;
  if (available === 0)
    return (
      <Notice tone="warning">
        <p>There is nothing to spend: new tasks are refused, and jobs wait until something comes in.</p>
      </Notice>
    );
  if (isLow && limits.balance_low_sats !== null)
    return (
      <Notice tone="warning">
        <p>Your balance is low: less than {sats(limits.balance_low_sats)} can be spent.</p>
      </Notice>
    );
  return null;
}
