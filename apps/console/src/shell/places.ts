import type { ConsoleSession } from '@asg/sdk';
import type { LucideIcon } from 'lucide-react';
import { customerGroups, operatorGroups, type PageGroup } from '../pages.ts';

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

/** The menu for the signed-in roles. */
export const placesOf = ({ customer, operator }: ConsoleSession): readonly PlaceGroup[] =>
  [...(customer === null ? [] : customerGroups), ...(operator ? operatorGroups : [])].map(placesIn);

const placesIn = ({ name, pages }: PageGroup): PlaceGroup => ({
  name,
  places: pages.flatMap(({ path, menu }) => (menu === undefined ? [] : [{ to: path, ...menu }])),
});

/** The place that an address belongs to: the one with the longest beginning in common. */
export function placeOf(groups: readonly PlaceGroup[], here: string): string | undefined {
  return groups
    .flatMap(({ places }) => places.map(({ to }) => to))
    .filter((to) => to === here || (to !== '/' && here.startsWith(`${to}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
