import { hostProblem } from '@asg/outbound';
import type { Violation } from '../context.ts';
import { policyViolations } from './policy.ts';
import type { IntakeRules, TaskInput } from './task-input.ts';

export const urlLengthMax = 2048;
export const metadataBytesMax = 4096;
/** Deeper metadata would overflow the stack of what reads it, long before it is too large. */
export const metadataDepthMax = 32;
export const maxLabelsMax = 50;

/** The rules that a schema cannot say. Empty: the task can be accepted. `at` is put before each field's path. */
export function taskViolations(input: TaskInput, rules: IntakeRules, at = ''): readonly Violation[] {
  const found: Violation[] = [];
  const refuse = (field: string, constraint: string, message: string): void => {
    found.push({ field: at + field, constraint, message: `${at}${field} ${message}` });
  };
  const checkUrl = (field: string, url: string): void => {
    const problem = urlProblem(url, rules.insecureHosts);
    if (problem !== null) refuse(field, 'url', problem);
  };
  checkUrl('data_url', input.data_url);
  if (input.callback_url != null) checkUrl('callback_url', input.callback_url);
  if (input.label_spec.question.trim() === '')
    refuse('label_spec.question', 'not_blank', 'must not be blank');
  input.label_spec.options.forEach((option, i) => {
    if (option.trim() === '') refuse(`label_spec.options.${i}`, 'not_blank', 'must not be blank');
  });
  if (input.metadata != null && isDeeper(input.metadata, metadataDepthMax)) {
    refuse('metadata', 'max_depth', `must not be nested deeper than ${metadataDepthMax} levels`);
  } else if (input.metadata != null && Buffer.byteLength(JSON.stringify(input.metadata)) > metadataBytesMax) {
    refuse('metadata', 'max_bytes', `must not be larger than ${metadataBytesMax} bytes as JSON`);
  }
  policyViolations(input, rules, refuse);
  return found;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((field) => isDeeper(field, levels - 1));
}

/** Why the URL cannot be used, as the end of a sentence, or null. */
export function urlProblem(url: string, insecureHosts: readonly string[]): string | null {
  if (!URL.canParse(url)) return 'must be an absolute URL, e.g. https://example.com/image.jpg';
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return 'must not carry a user name or password';
  const problem = /^https?:$/.test(protocol) ? hostProblem(hostname, insecureHosts) : null;
  if (problem !== null) return `cannot be used: ${problem}`;
  if (protocol === 'https:') return null;
  if (protocol === 'http:' && insecureHosts.includes(hostname)) return null;
  return 'must be an https URL';
}
