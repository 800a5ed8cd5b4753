import { Asked, count, dollarAmount, gateway, monthName, Page, Paged, sats } from '@asg/console-kit';
import { DailyChart, daysBetween } from '@asg/console-kit/charts';
import type { Invoice, Usage } from '@asg/sdk';
import { Badge, buttonLook, Card, type Column, Figures, SelectField, Table } from '@asg/ui';
import { at } from '@asg/values/present';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';

const monthsShown = 12;

/** The latest months, the newest first, YYYY-MM. */
function latestMonths(): readonly string[] {
  const now = new Date();
  return Array.from({ length: monthsShown }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}

export default function UsagePage() {
  const months = latestMonths();
  const [month, setMonth] = useState(at(months, 0));
  const query = useQuery({
    queryKey: ['usage', month],
    queryFn: ({ signal }) => gateway.billing.usage(month, { signal }),
  });
  return (
    <Page
      title="Usage"
      lead="What was settled, and what it cost: the real figures of the transactions."
      aside={
        <div className="range">
          <SelectField label="Month" value={month} onChange={(event) => setMonth(event.currentTarget.value)}>
            {months.map((each) => (
              <option key={each} value={each}>
                {monthName(each)}
              </option>
            ))}
          </SelectField>
        </div>
      }
    >
      <Asked query={query} height="24rem">
        {(usage) => <Month usage={usage} />}
      </Asked>
      <Card
        title="Invoices"
        hint="A month closes some minutes after its end (UTC); a closed one never changes."
      >
        <Invoices />
      </Card>
    </Page>
  );
}

function Month({ usage }: { readonly usage: Usage }) {
  const byDay = new Map(usage.daily_breakdown.map((day) => [day.date, day]));
  const [year = Number.NaN, number = Number.NaN] = usage.month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const rows = daysBetween(`${usage.month}-01`, last).map((date) => ({
    date,
    tasks: byDay.get(date)?.tasks ?? 0,
    cost: byDay.get(date)?.cost_sats ?? 0,
  }));
  return (
    <>
      <Figures
        figures={[
          { name: 'Tasks settled', value: count(usage.tasks_settled) },
          {
            name: 'Total cost',
            value: sats(usage.total_cost_sats),
            hint: `about ${dollarAmount(usage.total_cost_usd_estimate)}, at ${usage.usd_price} $ for a BSV (${usage.usd_price_source})`,
          },
          { name: 'Paid to workers', value: sats(usage.worker_payouts_sats) },
          { name: 'Platform fee', value: sats(usage.platform_fee_sats) },
          {
            name: 'Labels saved',
            value: count(usage.labels_saved),
            hint: 'that early decisions did not need',
          },
          {
            name: 'Gold answers paid',
            value: count(usage.gold_answers_paid),
            hint: 'right answers to your own gold, in the total',
          },
        ]}
      />
      <div className="halves">
        <Card title="Tasks settled a day">
          <DailyChart
            summary={`Tasks settled on each day of ${monthName(usage.month)}`}
            rows={rows}
            figures={[{ key: 'tasks', name: 'Settled', colour: 'var(--data-1)' }]}
            format={count}
          />
        </Card>
        <Card title="Cost a day" hint="Satoshis">
          <DailyChart
            summary={`Cost of each day of ${monthName(usage.month)}`}
            rows={rows}
            figures={[{ key: 'cost', name: 'Cost', colour: 'var(--data-3)' }]}
            format={sats}
          />
        </Card>
      </div>
    </>
  );
}

const columns: readonly Column<Invoice>[] = [
  { title: 'Month', cell: ({ month }) => <Link href={`/usage/${month}`}>{monthName(month)}</Link> },
  {
    title: 'Status',
    cell: ({ status }) => <Badge tone={status === 'open' ? 'accent' : 'neutral'}>{status}</Badge>,
  },
  { title: 'Tasks', align: 'end', cell: ({ tasks_settled }) => count(tasks_settled) },
  { title: 'Workers', align: 'end', cell: ({ worker_payouts_sats }) => sats(worker_payouts_sats) },
  { title: 'Fee', align: 'end', cell: ({ platform_fee_sats }) => sats(platform_fee_sats) },
  { title: 'Total', align: 'end', cell: ({ total_cost_sats }) => sats(total_cost_sats) },
  {
    title: 'File',
    align: 'end',
    cell: ({ month }) => (
      <a href={`/v1/billing/invoices/${month}.csv`} download={`invoice-${month}.csv`} {...buttonLook({})}>
        <Download size={16} aria-hidden="true" />
        CSV<span className="ui-visually-hidden"> of {monthName(month)}</span>
      </a>
    ),
  },
];

function Invoices() {
  return (
    <Paged
      queryKey={['invoices']}
      load={async (cursor, signal) => {
        const query = cursor === null ? {} : { cursor };
        const { invoices, next_cursor } = await gateway.billing.invoicesPage(query, { signal });
        return { data: invoices, next_cursor };
      }}
      empty={<p className="ui-muted">None yet.</p>}
      list={(rows) => (
        <Table caption="Invoices" columns={columns} rows={rows} rowKey={({ month }) => month} />
      )}
    />
  );
}
