import type { ReactNode } from 'react';
import { type Permission, useMay } from './session.ts';

interface AllowedProps {
  readonly to: Permission;
  readonly children: ReactNode;
}

/** Shows what this role or key may do: the rest is not offered. */
export const Allowed = ({ to, children }: AllowedProps): ReactNode => (useMay(to) ? children : null);
