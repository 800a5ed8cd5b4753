import { mayIn, type PageGroup } from '@asg/console-kit';
import type { ConsoleSession } from '@asg/sdk';
import type { LucideIcon } from 'lucide-react';
import { customerGroups, operatorGroups } from '../pages.ts';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: LucideIcon;
}

export interface PlaceGroup {
  readonly name: string;
  readonly places: readonly Place[];
}

/** Where a customer signs in as the operator too, or the other way round. */
export const otherRole = '/sign-in/other';

/** The menu for who is signed in: what they may not see is not in it. */
export function placesOf(session: ConsoleSession): readonly PlaceGroup[] {
  const { customer, operator } = session;
  const groups = [...(customer === null ? [] : customerGroups), ...(operator ? operatorGroups : [])];
  return groups.map((group) => placesIn(session, group)).filter(({ places }) => places.length > 0);
}

const placesIn = (session: ConsoleSession, { name, pages }: PageGroup): PlaceGroup => ({
  name,
  places: pages.flatMap(({ path, menu, may }) =>
    menu === undefined || (may !== undefined && !mayIn(session, may)) ? [] : [{ to: path, ...menu }],
  ),
});

/** The place that an address belongs to: the one with the longest beginning in common. */
export function placeOf(groups: readonly PlaceGroup[], here: string): string | undefined {
  return groups
    .flatMap(({ places }) => places.map(({ to }) => to))
    .filter((to) => to === here || (to !== '/' && here.startsWith(`${to}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
