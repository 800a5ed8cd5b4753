import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';

const storageKey = 'asg-shortcuts';
const changed = 'asg-shortcuts-changed';

function isOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}

/** Whether single keys act (WCAG 2.1.4: they can be turned off), and how to change it. */
export function useShortcutsOn(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, isOn);
  const set = useCallback((next: boolean) => {
    try {
      localStorage.setItem(storageKey, next ? 'on' : 'off');
    } catch {
      // Without storage they stay on.
    }
    window.dispatchEvent(new Event(changed));
  }, []);
  return [on, set];
}

/** A key as it is pressed, in lower case, to what it does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const typing = 'input:not([type=radio]):not([type=checkbox]), textarea, select';

const moved = 'input, [tabindex="0"]';

/** What is pressed is not for the page: something is typed, or a dialog is open. */
export function isElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.altKey || event.repeat || event.isComposing || event.defaultPrevented) return true;
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof Element && target.closest(typing) !== null;
}

/** Lets single keys act on the page, but not while something is typed or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    if (!enabled) return undefined;
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || isElsewhere(event)) return;
      // On a button or a link Enter does what the button says.
      if (event.key === 'Enter' && target instanceof Element && target.closest('button, a') !== null) return;
      // They move what has the focus.
      if (/^Arrow/.test(event.key) && target instanceof Element && target.closest(moved) !== null) return;
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [enabled]);
}
