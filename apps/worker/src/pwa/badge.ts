import { useEffect } from 'react';

/** On the app's icon: how many answers wait on this device for the network. Browsers without badges show none. */
export function useBadge(waiting: number): void {
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return;
    const set = waiting === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(waiting);
    // An app that is not installed has no icon to put it on.
    set.catch(() => {});
  }, [waiting]);
}
