import { admin, count, Page, Paged, SettlementBadge, sats, shortened, spoken, When } from '@asg/console-kit';
import { settlementStates } from '@asg/domain/names';
import type { AdminSettlement } from '@asg/sdk';
import { type Column, EmptyState, SelectField, Table } from '@asg/ui';
import { Banknote } from 'lucide-react';
import { Link, useSearchParams } from 'wouter';
import { SettlementTimeline } from './settlement-timeline.tsx';

const refreshMs = 5_000;

const columns: readonly Column<AdminSettlement>[] = [
  {
    title: 'Settlement',
    cell: (settlement) => (
      <span className="stacked">
        <Link href={`/operator/settlements/${settlement.settlement_id}`} className="ui-mono">
          …{settlement.settlement_id.slice(-10)}
        </Link>
        {settlement.note !== null && <small className="clamp">{settlement.note}</small>}
      </span>
    ),
  },
  { title: 'State', cell: ({ state }) => <SettlementBadge state={state} /> },
  { title: 'Tasks', align: 'end', cell: ({ task_count }) => count(task_count) },
  { title: 'Miner fee', align: 'end', cell: ({ miner_fee_sats }) => sats(miner_fee_sats) },
  {
    title: 'Transaction',
    cell: ({ txid, explorer_url }) => (
      <a href={explorer_url} target="_blank" rel="noopener noreferrer" className="ui-mono">
        {shortened(txid)}
        <span className="ui-visually-hidden"> in the explorer, opens in a new tab</span>
      </a>
    ),
  },
  { title: 'Signed', align: 'end', cell: ({ created_at }) => <When at={created_at} /> },
];

export default function SettlementsPage() {
  const [params, setParams] = useSearchParams();
  const state = settlementStates.find((each) => each === params.get('state'));
  return (
    <Page
      title="Settlements"
      lead="Transactions that pay workers, each for many tasks."
      aside={
        <div className="range">
          <SelectField
            label="State"
            value={state ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setParams(value === '' ? {} : { state: value }, { replace: true });
            }}
          >
            <option value="">Any state</option>
            {settlementStates.map((each) => (
              <option key={each} value={each}>
                {spoken(each)}
              </option>
            ))}
          </SelectField>
        </div>
      }
    >
      <Paged
        queryKey={['settlements', state ?? 'any']}
        load={async (cursor, signal) => {
          const query = { ...(cursor === null ? {} : { cursor }), ...(state === undefined ? {} : { state }) };
          return await admin.settlements.page(query, { signal });
        }}
        refreshMs={refreshMs}
        empty={
          <EmptyState
            icon={<Banknote size={28} />}
            title={state === undefined ? 'No settlements yet' : `None is ${state}`}
          />
        }
        list={(rows) => (
          <>
            <SettlementTimeline settlements={rows} />
            <Table caption="Settlements" columns={columns} rows={rows} rowKey={(one) => one.settlement_id} />
          </>
        )}
      />
    </Page>
  );
}
