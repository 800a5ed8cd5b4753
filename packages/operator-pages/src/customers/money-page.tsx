import { admin, Page, Paged, sats } from '@asg/console-kit';
import { moneyOrders } from '@asg/domain/names';
import type { CustomersMoney } from '@asg/sdk';
import { type Column, EmptyState, SelectField, Table } from '@asg/ui';
import { Wallet } from 'lucide-react';
import { Link, useSearchParams } from 'wouter';

type Money = CustomersMoney['data'][number];

const orderNames: Readonly<Record<(typeof moneyOrders)[number], string>> = {
  free: 'To be spent',
  reserved: 'Reserved',
  spent: 'Spent',
  refunded: 'Refunded',
};

const columns: readonly Column<Money>[] = [
  {
    title: 'Customer',
    cell: ({ customer_id: id, name }) => (
      <Link href={`/operator/customers/${id}`} className="wrap">
        <bdi>{name === '' ? `…${id.slice(-10)}` : name}</bdi>
      </Link>
    ),
  },
  { title: orderNames.free, align: 'end', cell: (one) => sats(one.free_sats) },
  { title: orderNames.reserved, align: 'end', cell: (one) => sats(one.reserved_sats) },
  { title: orderNames.spent, align: 'end', cell: (one) => sats(one.spent_sats) },
  { title: orderNames.refunded, align: 'end', cell: (one) => sats(one.refunded_sats) },
];

/** Customers by their money. */
export default function MoneyPage() {
  const [params, setParams] = useSearchParams();
  const sort = moneyOrders.find((each) => each === params.get('sort')) ?? 'spent';
  const order = params.get('order') === 'asc' ? 'asc' : 'desc';
  return (
    <Page
      title="Money of customers"
      lead="What each has, spent and got back. The order follows within seconds, with many customers within hours."
      aside={
        <div className="range">
          <SelectField
            label="Sorted by"
            value={`${sort} ${order}`}
            onChange={(event) => {
              const [by = '', way = 'desc'] = event.currentTarget.value.split(' ');
              setParams({ sort: by, order: way });
            }}
          >
            {moneyOrders.flatMap((each) => [
              <option key={each} value={`${each} desc`}>{`${orderNames[each]}, most first`}</option>,
              <option key={`${each} asc`} value={`${each} asc`}>{`${orderNames[each]}, least first`}</option>,
            ])}
          </SelectField>
        </div>
      }
    >
      <Paged
        queryKey={['money', sort, order]}
        load={(cursor, signal) =>
          admin.customers.money({ sort, order, ...(cursor === null ? {} : { cursor }) }, { signal })
        }
        empty={
          <EmptyState icon={<Wallet size={28} />} title="Nothing to be sorted yet">
            <p>Customers appear here some seconds after they were made.</p>
          </EmptyState>
        }
        list={(rows) => (
          <Table caption="Money" columns={columns} rows={rows} rowKey={({ customer_id: id }) => id} />
        )}
      />
    </Page>
  );
}
