import { failureMeanings, type VerificationReport, verifyReceipt } from '@asg/receipts';
import { checkRow } from '../parts/checks.ts';
import { made } from '../parts/dom.ts';

/** A receipt of the largest batch is smaller; what is larger is none. */
const bytesMax = 32 * 1024 * 1024;

const drop = document.querySelector<HTMLElement>('#drop');
const input = document.querySelector<HTMLInputElement>('#file');
const example = document.querySelector<HTMLAnchorElement>('#example');
const outcome = document.querySelector<HTMLElement>('#outcome');
const report = document.querySelector<HTMLElement>('#report');

function say(state: 'passed' | 'failed', title: string, text: string): void {
  outcome?.replaceChildren(
    made('div', { class: 'outcome', 'data-state': state }, made('h2', {}, title), made('p', {}, text)),
  );
}

function fact(name: string, value: string, link?: string): HTMLElement {
  const shown = link === undefined ? value : made('a', { href: link }, value);
  return made('div', {}, made('dt', {}, name), made('dd', {}, shown));
}

function show(found: VerificationReport, name: string): void {
  const { receipt } = found;
  if (found.ok) {
    const where = found.mined
      ? 'Every step holds: the label is in a payment, and the payment in a block.'
      : 'Every step so far holds.';
    say(
      'passed',
      found.mined ? 'It holds' : 'It holds, and is not in a block yet',
      [where, ...found.warnings.map(sentence)].join(' '),
    );
  } else
    say(
      'failed',
      'It does not hold',
      found.failed === null ? 'This is no receipt.' : failureMeanings[found.failed],
    );
  const facts =
    receipt === null
      ? []
      : [
          fact('Label', receipt.leaf.consensus_label),
          fact('Agreed', `${receipt.leaf.agreement_count} of ${receipt.leaf.worker_count}`),
          fact('Task', receipt.leaf.task_id),
          fact('Decided', receipt.leaf.decided_at),
          fact('Batch', receipt.settlement_id),
          fact('Transaction', receipt.txid, shownAt(receipt.network, receipt.txid)),
        ];
  report?.replaceChildren(
    made('p', { class: 'ui-muted' }, name),
    ...(facts.length === 0 ? [] : [made('dl', { class: 'facts' }, ...facts)]),
    made('ol', { class: 'checks' }, ...found.steps.map(checkRow)),
  );
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

/** The explorer of this server knows what is on its own chain. */
const shownAt = (network: string, txid: string): string | undefined =>
  network === 'local' && document.querySelector('nav a[href$="/chain"]') !== null
    ? `./chain/tx/${encodeURIComponent(txid)}`
    : undefined;

async function check(file: File): Promise<void> {
  if (file.size > bytesMax) {
    say('failed', 'It is no receipt', 'A receipt is smaller than 32 MiB.');
    report?.replaceChildren();
    return;
  }
  show(verifyReceipt(new Uint8Array(await file.arrayBuffer())), file.name);
}

function offer(place: HTMLElement, choice: HTMLInputElement): void {
  place.hidden = false;
  const over = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    place.dataset.over = String(isOver);
  };
  // Anywhere on the page: a file that misses would open in place of it.
  document.addEventListener('dragover', over(true));
  document.addEventListener('dragleave', over(false));
  document.addEventListener('drop', (event) => {
    over(false)(event);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) void check(file);
  });
  choice.addEventListener('change', () => {
    const [file] = choice.files ?? [];
    if (file !== undefined) void check(file);
    choice.value = '';
  });
  example?.addEventListener('click', (event) => {
    event.preventDefault();
    void fetch(example.href)
      .then(async (response) => check(new File([await response.blob()], 'An example')))
      .catch(() => say('failed', 'The example did not come', 'The server did not answer.'));
  });
}

if (drop !== null && input !== null) offer(drop, input);
