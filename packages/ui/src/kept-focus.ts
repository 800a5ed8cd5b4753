import { type RefObject, useEffect } from 'react';

/** What says where one is, where what had the focus has gone. */
const places = 'section, form, table, [role="tabpanel"], [role="dialog"], .ui-page';

/**
 * Keeps the focus near where it was when what has it is taken away, as a button of something that was just deleted: it goes to the nearest
 * place around it that is still there. Otherwise it is nowhere, and a screen reader says nothing of what came instead.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    let around: readonly HTMLElement[] = [];
    const remember = ({ target }: FocusEvent): void => {
      around = target instanceof HTMLElement ? chainOf(target, element) : [];
    };
    const observer = new MutationObserver(() => {
      const [had] = around;
      if (had === undefined || had.isConnected || document.activeElement !== document.body) return;
      const place = around.find((one) => one.isConnected) ?? element;
      if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    });
    element.addEventListener('focusin', remember);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [root]);
}

/** The element, and the places around it, from the inside out. */
function chainOf(element: HTMLElement, root: HTMLElement): readonly HTMLElement[] {
  const around = [...root.querySelectorAll<HTMLElement>(places)].filter((one) => one.contains(element));
  return [element, ...around.toReversed()];
}
