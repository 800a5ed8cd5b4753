import { checkWords } from '@asg/front/words';
import type { StepReport } from '@asg/receipts';
import { made } from './dom.ts';

/** A step of a verification, as a row: what it shows, and what was found. */
export function checkRow({ step, ok, detail }: StepReport): HTMLElement {
  const state = ok === null ? 'skipped' : ok ? 'passed' : 'failed';
  const told = { passed: 'holds', failed: 'does not hold', skipped: 'not needed' }[state];
  return made(
    'li',
    { 'data-state': state, 'data-step': step },
    made(
      'span',
      { class: 'check-words' },
      checkWords(step),
      made('span', { class: 'ui-visually-hidden' }, `: ${told}`),
    ),
    made('span', { class: 'check-detail' }, detail),
  );
}
