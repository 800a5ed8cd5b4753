import { failureMeanings, type VerificationReport } from '@asg/receipts';
import { printable } from '../terminal/printable.ts';
import { heading } from '../terminal/table.ts';

const nameWidth = 13;

/** The report for people: what the receipt says, each step with a tick or a cross, and what stays open. */
export function reportText({ receipt, steps, warnings, ok, mined }: VerificationReport): string {
  const lines = steps.map(({ step, ok: passed, detail }) => {
    const mark = passed === null ? '–' : passed ? '✓' : '✗';
    return `  ${mark} ${step.padEnd(nameWidth)}  ${detail}`;
  });
  const notices = warnings.map((warning) => `  ! ${warning}`);
  const verdict = mined ? 'Verified: in a block.' : 'Verified as far as it goes: not in a block yet.';
  const about = receipt === null ? [] : [(ok ? '' : 'Claimed, not proven: ') + aboutLine(receipt), ''];
  const reported = [...about, ...lines, ...(ok ? ['', ...notices] : [])].map(printable);
  return [...reported, ...(ok ? [heading(verdict)] : [])].join('\n');
}

function aboutLine({ leaf, network, status }: NonNullable<VerificationReport['receipt']>): string {
  const { task_id, consensus_label, agreement_count, worker_count, decided_at } = leaf;
  const money = network === 'main' ? '' : `  [${network.toUpperCase()}: NOT REAL MONEY]`;
  return `${task_id}: "${consensus_label}", ${agreement_count} of ${worker_count} labels, ${decided_at}, ${status}${money}`;
}

/** What the step that failed means. */
export function failureText({ failed, steps }: VerificationReport): string {
  if (failed === null) throw new Error('nothing failed');
  const detail = steps.find(({ step }) => step === failed)?.detail ?? '';
  return printable(`not verified: the step "${failed}" failed: ${detail}. ${failureMeanings[failed]}`);
}
