import type { RefObject } from 'react';
import { useShortcuts } from '../shortcuts.ts';

const answerKeys = Array.from('0123456789tn');

/** Chooses as a click does, and puts the focus there: Enter must not go to a link that was pressed before. */
function press(input: HTMLInputElement | null | undefined): void {
  input?.focus();
  input?.click();
}

/** The answer before or after the one that is chosen, as the arrow keys do once the focus is there. */
function move(form: HTMLFormElement | null, arrow: 1 | -1): void {
  if (form === null) return;
  const radios = [...form.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  const step = getComputedStyle(form).direction === 'rtl' ? -arrow : arrow;
  const chosen = radios.findIndex(({ checked }) => checked);
  press(chosen < 0 ? radios.at(step < 0 ? -1 : 0) : radios.at((chosen + step) % radios.length));
}

/** Answers by single keys: those that are shown beside the answers, and the arrows to either side. */
export function useAnswerKeys(form: RefObject<HTMLFormElement | null>, enabled: boolean): void {
  const choose = (key: string) => (): void =>
    press(form.current?.querySelector<HTMLInputElement>(`input[data-keys~="${key}"]`));
  useShortcuts(
    {
      ...Object.fromEntries(answerKeys.map((key) => [key, choose(key)])),
      arrowright: () => move(form.current, 1),
      arrowleft: () => move(form.current, -1),
    },
    enabled,
  );
}
