import { admin, count, Page, Paged, When } from '@asg/console-kit';
import type { AdminCustomer } from '@asg/sdk';
import { Badge, type Column, EmptyState, Table } from '@asg/ui';
import { Building2 } from 'lucide-react';
import { Link } from 'wouter';
import { SandboxOff } from './sandbox-off.tsx';

const columns: readonly Column<AdminCustomer>[] = [
  {
    title: 'Customer',
    cell: (customer) => (
      <span className="stacked">
        <Link href={`/operator/customers/${customer.customer_id}`} className="wrap">
          <bdi>{customer.name}</bdi>
        </Link>
        <small className="wrap">{customer.email}</small>
      </span>
    ),
  },
  {
    title: 'Tier',
    cell: ({ tier }) => <Badge tone={tier === 'sandbox' ? 'neutral' : 'accent'}>{tier}</Badge>,
  },
  {
    title: 'Access',
    cell: ({ suspended }) => (
      <Badge tone={suspended ? 'danger' : 'accent'}>{suspended ? 'suspended' : 'active'}</Badge>
    ),
  },
  {
    title: 'Quota left',
    align: 'end',
    cell: ({ label_quota, label_quota_total }) => `${count(label_quota)} of ${count(label_quota_total)}`,
  },
  { title: 'Since', align: 'end', cell: ({ created_at }) => <When at={created_at} /> },
];

export default function CustomersPage() {
  return (
    <Page title="Customers" lead="Tiers, quotas and access.">
      <SandboxOff />
      <Paged
        queryKey={['customers']}
        load={(cursor, signal) => admin.customers.page(cursor === null ? {} : { cursor }, { signal })}
        empty={<EmptyState icon={<Building2 size={28} />} title="No customers yet" />}
        list={(rows) => (
          <Table caption="Customers" columns={columns} rows={rows} rowKey={(one) => one.customer_id} />
        )}
      />
    </Page>
  );
}
