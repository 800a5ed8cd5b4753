import { Asked, admin, count, Page, SettlementBadge, sats, spoken } from '@asg/console-kit';
import { Card, CodeBlock, CopyButton, Facts, Figures, Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { SettlementSteps } from './settlement-steps.tsx';

export default function SettlementPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({
    queryKey: ['settlement', id],
    queryFn: ({ signal }) => admin.settlements.get(id, { signal }),
  });
  const link = (other: string | null) =>
    other === null ? '–' : <Link href={`/operator/settlements/${other}`}>{other}</Link>;
  return (
    <Page
      title="Settlement"
      back={{ to: '/operator/settlements', name: 'Settlements' }}
      lead={
        <span className="with-copy">
          <span className="ui-mono">{id}</span>
          <CopyButton text={id} label="Copy the id" />
        </span>
      }
      aside={query.data !== undefined && <SettlementBadge state={query.data.state} />}
    >
      <Asked query={query} height="24rem" missing="There is no such settlement">
        {(found) => (
          <>
            {found.note !== null && <Notice tone="warning">{found.note}</Notice>}
            <Figures
              figures={[
                { name: 'Tasks', value: count(found.task_count) },
                { name: 'Workers paid', value: count(found.payee_count) },
                { name: 'Paid to workers', value: sats(found.payout_sats) },
                { name: 'Platform fee', value: sats(found.fee_sats) },
                { name: 'Miner fee', value: sats(found.miner_fee_sats) },
              ]}
            />
            <SettlementSteps settlement={found} />
            <Card title="Transaction">
              <Facts
                facts={[
                  { name: 'Purpose', value: spoken(found.purpose) },
                  { name: 'Lane', value: found.lane_id },
                  {
                    name: 'Id',
                    value: (
                      <a
                        href={found.explorer_url}
                        target="_blank"
                        rel="noopener noreferrer"
                        className="ui-mono"
                      >
                        {found.txid}
                      </a>
                    ),
                  },
                  {
                    name: 'Block',
                    value: found.block_height === null ? 'not in one yet' : count(found.block_height),
                  },
                  { name: 'Block hash', value: <span className="ui-mono">{found.block_hash ?? '–'}</span> },
                  { name: 'Replaces', value: link(found.replaces) },
                  { name: 'Replaced by', value: link(found.replaced_by) },
                ]}
              />
              <details>
                <summary>Raw transaction, {count(found.raw.length / 2)} bytes</summary>
                <CodeBlock label="Raw transaction" code={found.raw} />
              </details>
            </Card>
          </>
        )}
      </Asked>
    </Page>
  );
}
