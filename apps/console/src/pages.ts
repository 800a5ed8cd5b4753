import type { ConsolePage, PageGroup } from '@asg/console-kit';
import { operatorGroups } from '@asg/operator-pages';
import { lazyPart } from '@asg/ui';
import {
  BadgeCheck,
  Bot,
  ChartNoAxesColumn,
  ClipboardList,
  FileStack,
  Gauge,
  IdCard,
  Images,
  KeyRound,
  LayoutGrid,
  ScrollText,
  Send,
  Target,
  UsersRound,
  Wallet,
  Webhook,
} from 'lucide-react';

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
        path: '/workbench',
        may: 'read',
        page: lazyPart(() => import('./workbench/workbench-page.tsx')),
        menu: { name: 'Workbench', icon: LayoutGrid },
      },
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
        path: '/quality/:template',
        may: 'read',
        page: lazyPart(() => import('./quality/template-page.tsx')),
      },
      {
        path: '/gold',
        may: 'read',
        page: lazyPart(() => import('./gold/gold-page.tsx')),
        menu: { name: 'Gold', icon: Target },
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
      { path: '/usage/:month', may: 'billing', page: lazyPart(() => import('./invoice/invoice-page.tsx')) },
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
export const personPages: readonly ConsolePage[] = [
  { path: '/you', page: lazyPart(() => import('./you/you-page.tsx')) },
  { path: '/organisations', page: lazyPart(() => import('./you/organisations-page.tsx')) },
];

const pagesIn = (groups: readonly PageGroup[]): readonly ConsolePage[] =>
  groups.flatMap(({ pages }) => pages);

export const customerPages: readonly ConsolePage[] = pagesIn(customerGroups);
export const operatorPages: readonly ConsolePage[] = pagesIn(operatorGroups);
export { operatorGroups };
