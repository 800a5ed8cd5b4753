import { keptAs } from '@asg/ui';

/** Keeps an invitation while its guest signs up or logs in, in this tab alone. */
const heldKey = keptAs('asg-invitation');

export function heldInvitation(): string | null {
  try {
    return sessionStorage.getItem(heldKey);
  } catch {
    return null;
  }
}

/** Null: it was taken up, or does not work. */
export function holdInvitation(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(heldKey);
    else sessionStorage.setItem(heldKey, token);
  } catch {
    // Without storage the guest follows the link again.
  }
}

/** Where somebody goes who has just come in. */
export const afterEntrance = (): string => (heldInvitation() === null ? '/' : '/join');
