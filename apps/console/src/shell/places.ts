import type { ConsoleSession } from '@asg/sdk';
import {
  BadgeCheck,
  Banknote,
  Building2,
  ChartNoAxesColumn,
  ClipboardList,
  FileStack,
  Gauge,
  HeartPulse,
  KeyRound,
  type LucideIcon,
  Scale,
  Send,
  Users,
  Vault,
  Webhook,
} from 'lucide-react';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: LucideIcon;
}

export interface PlaceGroup {
  readonly name: string;
  readonly places: readonly Place[];
}

const customerGroups: readonly PlaceGroup[] = [
  {
    name: 'Work',
    places: [
      { to: '/', name: 'Overview', icon: Gauge },
      { to: '/tasks', name: 'Tasks', icon: ClipboardList },
      { to: '/submit', name: 'Submit', icon: Send },
      { to: '/jobs', name: 'Jobs', icon: FileStack },
    ],
  },
  {
    name: 'Insight',
    places: [
      { to: '/quality', name: 'Quality', icon: BadgeCheck },
      { to: '/usage', name: 'Usage', icon: ChartNoAxesColumn },
    ],
  },
  {
    name: 'Connect',
    places: [
      { to: '/webhooks', name: 'Webhooks', icon: Webhook },
      { to: '/keys', name: 'Keys', icon: KeyRound },
    ],
  },
];

const operatorGroup: PlaceGroup = {
  name: 'Operator',
  places: [
    { to: '/operator', name: 'Health', icon: HeartPulse },
    { to: '/operator/treasury', name: 'Treasury', icon: Vault },
    { to: '/operator/settlements', name: 'Settlements', icon: Banknote },
    { to: '/operator/workers', name: 'Workers', icon: Users },
    { to: '/operator/appeals', name: 'Appeals', icon: Scale },
    { to: '/operator/customers', name: 'Customers', icon: Building2 },
  ],
};

/** Where a customer signs in as the operator too, or the other way round. */
export const otherRole = '/sign-in/other';

/** Where whoever is signed in may go. */
export const placesOf = ({ customer, operator }: ConsoleSession): readonly PlaceGroup[] => [
  ...(customer === null ? [] : customerGroups),
  ...(operator ? [operatorGroup] : []),
];

/** The place that an address belongs to: the one with the longest beginning in common. */
export function placeOf(groups: readonly PlaceGroup[], here: string): string | undefined {
  return groups
    .flatMap(({ places }) => places.map(({ to }) => to))
    .filter((to) => to === here || (to !== '/' && here.startsWith(`${to}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
