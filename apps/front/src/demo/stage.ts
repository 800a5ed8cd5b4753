import { short } from '@asg/front/words';
import type { StepReport } from '@asg/receipts';
import { checkRow } from '../parts/checks.ts';
import { made, part } from '../parts/dom.ts';
import type { Exchange } from './calls.ts';
import type { Plan } from './samples.ts';

const stepNames = ['customer', 'task', 'labels', 'decision', 'payment', 'receipt'] as const;
export type StepName = (typeof stepNames)[number];

/** What of the page shows a run. It is written by the server with another run in it, which this one takes the place of. */
export class Stage {
  readonly #root: HTMLElement;
  readonly #status: HTMLElement;

  constructor(root: HTMLElement, status: HTMLElement) {
    this.#root = root;
    this.#status = status;
  }

  clear({ item, question, options, workers }: Plan): void {
    for (const name of stepNames) this.mark(name, 'waiting');
    this.#fill('customer', '…');
    this.#fill('item', item);
    this.#fill('question', question);
    this.#fill('options', options.join(' · '));
    this.#fill('task', '…');
    this.#fill('verdict', '…');
    this.#fill('agreement', '');
    this.#fill('paid', '…');
    this.#fill('transaction', '');
    part(this.#root, 'transaction').removeAttribute('href');
    this.#fill('block', '');
    part(this.#root, 'checks').replaceChildren();
    part(this.#root, 'receipt-ways').replaceChildren();
    part(this.#root, 'wire').replaceChildren();
    for (const [index, { name }] of workers.entries()) this.vote(index, name, '…', 'waiting');
    const made = document.querySelector<HTMLElement>('[data-is="made"]');
    if (made !== null) made.textContent = 'Running now, on this server’s local chain.';
  }

  mark(name: StepName, state: 'waiting' | 'running' | 'done' | 'failed'): void {
    this.#root.querySelector(`[data-step="${name}"]`)?.setAttribute('data-state', state);
  }

  /** Also told to who listens to the page. */
  say(text: string): void {
    this.#status.textContent = text;
  }

  customer(id: string, key: string): void {
    const opened = made('details', { class: 'key' }, made('summary', {}, 'Its key'), made('code', {}, key));
    part(this.#root, 'customer').textContent = id;
    part(this.#root, 'customer').parentElement?.querySelector('details')?.remove();
    part(this.#root, 'customer').after(opened);
  }

  task(id: string): void {
    this.#fill('task', id);
  }

  /** State of a vote: `given` until it is known which of them agree. */
  vote(index: number, worker: string, label: string, state: string): void {
    const row = this.#root.querySelectorAll<HTMLElement>('[data-is="vote"]')[index];
    if (row === undefined) return;
    row.dataset.state = state;
    part(row, 'worker').textContent = worker;
    part(row, 'label').textContent = label;
    this.#root.querySelectorAll('[data-is="strand"]')[index]?.setAttribute('data-state', state);
  }

  verdict(label: string, agreement: string): void {
    this.#fill('verdict', label);
    this.#fill('agreement', agreement);
  }

  payment(words: string, txid: string, address: string): void {
    this.#fill('paid', words);
    const link = part(this.#root, 'transaction');
    link.textContent = `Transaction ${short(txid)}`;
    link.setAttribute('href', address);
  }

  block(words: string): void {
    this.#fill('block', words);
  }

  check(report: StepReport): void {
    part(this.#root, 'checks').append(checkRow(report));
  }

  noChecks(): void {
    part(this.#root, 'checks').replaceChildren();
  }

  ways(...links: readonly HTMLElement[]): void {
    part(this.#root, 'receipt-ways').replaceChildren(...links);
  }

  told({ line, status, ms, sent, received }: Exchange): void {
    const head = made(
      'summary',
      { class: 'exchange' },
      made('code', {}, line),
      made('span', { 'data-ok': String(status < 300) }, String(status)),
      made('span', {}, `${ms} ms`),
    );
    const bodies = [
      ...(sent === null ? [] : [made('pre', { tabindex: '0', 'aria-label': 'Sent' }, sent)]),
      ...(received === '' ? [] : [made('pre', { tabindex: '0', 'aria-label': 'Received' }, received)]),
    ];
    const list = part(this.#root, 'wire');
    list.append(made('li', {}, made('details', {}, head, ...bodies)));
    list.scrollTop = list.scrollHeight;
  }

  #fill(name: string, text: string): void {
    part(this.#root, name).textContent = text;
  }
}
