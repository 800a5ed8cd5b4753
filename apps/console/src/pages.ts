import { lazyPart } from '@asg/ui';
import {
  BadgeCheck,
  Banknote,
  Bot,
  Building2,
  ChartNoAxesColumn,
  ClipboardList,
  FileStack,
  Flag,
  Gauge,
  HeartPulse,
  IdCard,
  Images,
  KeyRound,
  type LucideIcon,
  Scale,
  ScrollText,
  Send,
  UserCog,
  Users,
  UsersRound,
  Vault,
  Wallet,
  Webhook,
} from 'lucide-react';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { Permission } from './session/session.ts';

export interface Page {
  readonly path: string;
  /** Loaded when it is first asked for. */
  readonly page: LazyExoticComponent<ComponentType>;
  /** What it takes; left out: to be signed in. */
  readonly may?: Permission;
  /** Its place in the menu; a page of one thing has none, and belongs to the page of the list that its path begins with. */
  readonly menu?: { readonly name: string; readonly icon: LucideIcon };
}

/** Pages under one heading of the menu. */
export interface PageGroup {
  readonly name: string;
  readonly pages: readonly Page[];
}

/** Every page of a customer: its address, and its place in the menu. */
export const customerGroups: readonly PageGroup[] = [
  {
    name: 'Work',
    pages: [
      {
        path: '/',
        may: 'read',
        page: lazyPart(() => import('./overview/overview-page.tsx')),
        menu: { name: 'Overview', icon: Gauge },
      },
      {
        path: '/tasks',
        may: 'read',
        page: lazyPart(() => import('./tasks/tasks-page.tsx')),
        menu: { name: 'Tasks', icon: ClipboardList },
      },
      { path: '/tasks/:id', may: 'read', page: lazyPart(() => import('./tasks/task-page.tsx')) },
      {
        path: '/submit',
        may: 'submit',
        page: lazyPart(() => import('./submit/submit-page.tsx')),
        menu: { name: 'Submit', icon: Send },
      },
      {
        path: '/jobs',
        may: 'read',
        page: lazyPart(() => import('./jobs/jobs-page.tsx')),
        menu: { name: 'Jobs', icon: FileStack },
      },
      { path: '/jobs/:id', may: 'read', page: lazyPart(() => import('./jobs/job-page.tsx')) },
      {
        path: '/assets',
        may: 'read',
        page: lazyPart(() => import('./assets/assets-page.tsx')),
        menu: { name: 'Assets', icon: Images },
      },
      {
        path: '/people',
        may: 'people',
        page: lazyPart(() => import('./people/people-page.tsx')),
        menu: { name: 'Your people', icon: UsersRound },
      },
    ],
  },
  {
    name: 'Insight',
    pages: [
      {
        path: '/quality',
        may: 'read',
        page: lazyPart(() => import('./quality/quality-page.tsx')),
        menu: { name: 'Quality', icon: BadgeCheck },
      },
      {
        path: '/models',
        may: 'read',
        page: lazyPart(() => import('./models/models-page.tsx')),
        menu: { name: 'Models', icon: Bot },
      },
    ],
  },
  {
    name: 'Money',
    pages: [
      {
        path: '/balance',
        may: 'billing',
        page: lazyPart(() => import('./balance/balance-page.tsx')),
        menu: { name: 'Balance', icon: Wallet },
      },
      {
        path: '/usage',
        may: 'billing',
        page: lazyPart(() => import('./usage/usage-page.tsx')),
        menu: { name: 'Usage', icon: ChartNoAxesColumn },
      },
    ],
  },
  {
    name: 'Connect',
    pages: [
      {
        path: '/webhooks',
        may: 'webhooks',
        page: lazyPart(() => import('./webhooks/webhooks-page.tsx')),
        menu: { name: 'Webhooks', icon: Webhook },
      },
      { path: '/webhooks/:id', may: 'webhooks', page: lazyPart(() => import('./webhooks/webhook-page.tsx')) },
      { path: '/keys/review', may: 'keys', page: lazyPart(() => import('./keys/review-page.tsx')) },
      {
        path: '/keys',
        may: 'keys',
        page: lazyPart(() => import('./keys/keys-page.tsx')),
        menu: { name: 'Keys', icon: KeyRound },
      },
      {
        path: '/members',
        may: 'members',
        page: lazyPart(() => import('./members/members-page.tsx')),
        menu: { name: 'Members', icon: IdCard },
      },
      {
        path: '/audit-log',
        may: 'audit',
        page: lazyPart(() => import('./trail/audit-log-page.tsx')),
        menu: { name: 'Audit log', icon: ScrollText },
      },
    ],
  },
];

/** Of who is signed in with e-mail and password; in no menu, but with their name. */
export const personPages: readonly Page[] = [
  { path: '/you', page: lazyPart(() => import('./you/you-page.tsx')) },
  { path: '/organisations', page: lazyPart(() => import('./you/organisations-page.tsx')) },
];

/** The operator's. */
export const operatorGroups: readonly PageGroup[] = [
  {
    name: 'Operator',
    pages: [
      {
        path: '/operator',
        may: 'accounts',
        page: lazyPart(() => import('./operator/health-page.tsx')),
        menu: { name: 'Health', icon: HeartPulse },
      },
      {
        path: '/operator/treasury',
        may: 'ledger',
        page: lazyPart(() => import('./operator/treasury-page.tsx')),
        menu: { name: 'Treasury', icon: Vault },
      },
      {
        path: '/operator/settlements',
        may: 'ledger',
        page: lazyPart(() => import('./operator/settlements-page.tsx')),
        menu: { name: 'Settlements', icon: Banknote },
      },
      {
        path: '/operator/settlements/:id',
        may: 'ledger',
        page: lazyPart(() => import('./operator/settlement-page.tsx')),
      },
      {
        path: '/operator/workers',
        may: 'accounts',
        page: lazyPart(() => import('./operator/workers-page.tsx')),
        menu: { name: 'Workers', icon: Users },
      },
      {
        path: '/operator/workers/:id',
        may: 'accounts',
        page: lazyPart(() => import('./operator/worker-page.tsx')),
      },
      {
        path: '/operator/appeals',
        may: 'moderation',
        page: lazyPart(() => import('./operator/appeals-page.tsx')),
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
        page: lazyPart(() => import('./operator/customers-page.tsx')),
        menu: { name: 'Customers', icon: Building2 },
      },
      {
        path: '/operator/customers/:id',
        may: 'accounts',
        page: lazyPart(() => import('./operator/customer-page.tsx')),
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

const pagesIn = (groups: readonly PageGroup[]): readonly Page[] => groups.flatMap(({ pages }) => pages);

export const customerPages: readonly Page[] = pagesIn(customerGroups);
export const operatorPages: readonly Page[] = pagesIn(operatorGroups);
