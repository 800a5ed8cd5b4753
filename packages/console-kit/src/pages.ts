import type { LucideIcon } from 'lucide-react';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { Permission } from './session/session.ts';

export interface ConsolePage {
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
  readonly pages: readonly ConsolePage[];
}
