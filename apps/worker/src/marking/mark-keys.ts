import { useEffect, useRef } from 'react';
import { isElsewhere } from '../work/shortcuts.ts';

export interface MarkKeys {
  /** By one key, in lower case. */
  readonly single: Readonly<Record<string, () => void>>;
  /** Not there: nothing can be undone, and Ctrl+Z takes back the item before. */
  readonly undo?: (() => void) | undefined;
  readonly redo?: (() => void) | undefined;
}

const digits = Array.from('123456789');

/** The digits choose classes by their places; a slash goes to where they are searched. */
export function classKeys(classes: readonly string[], choose: (name: string) => void): MarkKeys['single'] {
  const keyed = digits.flatMap((digit, i) => {
    const name = classes[i];
    return name === undefined ? [] : [[digit, () => choose(name)] as const];
  });
  const search = (): void => document.querySelector<HTMLElement>('[data-search-classes]')?.focus();
  return { ...Object.fromEntries(keyed), ...(classes.length > digits.length && { '/': search }) };
}

/** The act of a key that is pressed with Control or Command. */
function commandOf({ key, shiftKey }: KeyboardEvent, keys: MarkKeys): (() => void) | undefined {
  const pressed = key.toLowerCase();
  if (pressed === 'y' || (pressed === 'z' && shiftKey)) return keys.redo;
  return pressed === 'z' ? keys.undo : undefined;
}

/** Keys of the drawing go before those of the page. */
export function useMarkKeys(keys: MarkKeys, singleOn: boolean): void {
  const latest = useRef({ keys, singleOn });
  latest.current = { keys, singleOn };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isElsewhere(event)) return;
      const now = latest.current;
      const isCommand = event.ctrlKey || event.metaKey;
      const single = now.singleOn ? now.keys.single[event.key.toLowerCase()] : undefined;
      const act = isCommand ? commandOf(event, now.keys) : single;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}
