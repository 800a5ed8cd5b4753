import type { PageGroup } from '@asg/console-kit';
import { lazyPart } from '@asg/ui';
import {
  Banknote,
  Building2,
  Flag,
  HeartPulse,
  Scale,
  ScrollText,
  UserCog,
  Users,
  Vault,
  Wallet,
} from 'lucide-react';

/** Every page of the operator: its address, and its place in the menu. */
export const operatorGroups: readonly PageGroup[] = [
  {
    name: 'Operator',
    pages: [
      {
        path: '/operator',
        may: 'accounts',
        page: lazyPart(() => import('./health/health-page.tsx')),
        menu: { name: 'Health', icon: HeartPulse },
      },
      {
        path: '/operator/treasury',
        may: 'ledger',
        page: lazyPart(() => import('./ledger/treasury-page.tsx')),
        menu: { name: 'Treasury', icon: Vault },
      },
      {
        path: '/operator/settlements',
        may: 'ledger',
        page: lazyPart(() => import('./ledger/settlements-page.tsx')),
        menu: { name: 'Settlements', icon: Banknote },
      },
      {
        path: '/operator/settlements/:id',
        may: 'ledger',
        page: lazyPart(() => import('./ledger/settlement-page.tsx')),
      },
      {
        path: '/operator/workers',
        may: 'accounts',
        page: lazyPart(() => import('./workers/workers-page.tsx')),
        menu: { name: 'Workers', icon: Users },
      },
      {
        path: '/operator/workers/:id',
        may: 'accounts',
        page: lazyPart(() => import('./workers/worker-page.tsx')),
      },
      {
        path: '/operator/workers/:id/accounts',
        may: 'accounts',
        page: lazyPart(() => import('./workers/accounts-page.tsx')),
      },
      {
        path: '/operator/workers/:id/labels',
        may: 'gold',
        page: lazyPart(() => import('./workers/worker-labels-page.tsx')),
      },
      {
        path: '/operator/appeals',
        may: 'moderation',
        page: lazyPart(() => import('./workers/appeals-page.tsx')),
        menu: { name: 'Appeals', icon: Scale },
      },
      {
        path: '/operator/reports',
        may: 'moderation',
        page: lazyPart(() => import('./reports/reports-page.tsx')),
        menu: { name: 'Reports', icon: Flag },
      },
      {
        path: '/operator/customers',
        may: 'accounts',
        page: lazyPart(() => import('./customers/customers-page.tsx')),
        menu: { name: 'Customers', icon: Building2 },
      },
      {
        path: '/operator/money',
        may: 'ledger',
        page: lazyPart(() => import('./customers/money-page.tsx')),
        menu: { name: 'Money', icon: Wallet },
      },
      {
        path: '/operator/customers/:id',
        may: 'accounts',
        page: lazyPart(() => import('./customers/customer-page.tsx')),
      },
      {
        path: '/operator/operators',
        may: 'operators',
        page: lazyPart(() => import('./operators/operators-page.tsx')),
        menu: { name: 'Operators', icon: UserCog },
      },
      {
        path: '/operator/audit-log',
        may: 'accounts',
        page: lazyPart(() => import('./trail/all-logs-page.tsx')),
        menu: { name: 'Audit logs', icon: ScrollText },
      },
    ],
  },
];
