import {
  isLonger,
  isWrittenNumber,
  lookAtOptions,
  type RefuseValue,
  seenOption,
  type TextKind,
  textProblem,
  valueProblem,
} from '@asg/values';
import { classShareViolations, type SubmittedLabelSpec } from './label-spec.ts';

const metadataBytesMax = 4096;
/** Deeper metadata would overflow the stack of what reads it, long before it is too large. */
const metadataDepthMax = 32;

/** The texts and values of a task as a customer submits it; null means absent. */
export interface SubmittedValues {
  readonly label_spec: SubmittedLabelSpec;
  readonly idempotency_key?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
}

type MaybeText = string | null | undefined;

function isText(field: string, text: MaybeText, kind: TextKind, refuse: RefuseValue): boolean {
  const problem = text == null ? null : textProblem(text, kind);
  if (problem !== null) refuse(field, problem.constraint, problem.message);
  return problem === null;
}

/** Refuses what cannot be kept and shown as it is, the same at every entrance. `isSound`: nothing is wrong with the label spec. */
export function valueViolations(values: SubmittedValues, refuse: RefuseValue, isSound = false): void {
  isText('idempotency_key', values.idempotency_key, 'name', refuse);
  if (!isSound) labelSpecViolations(values.label_spec, refuse);
  if (values.metadata != null) metadataViolations(values.metadata, refuse);
}

function labelSpecViolations(spec: SubmittedLabelSpec, refuse: RefuseValue): void {
  const { question, options, instructions } = spec;
  if (isText('label_spec.question', question, 'lines', refuse) && seenOption(question) === '')
    refuse('label_spec.question', 'not_blank', 'must not be blank');
  isText('label_spec.instructions', instructions, 'lines', refuse);
  let areTexts = true;
  for (const [i, option] of (options ?? []).entries())
    if (!isText(`label_spec.options.${i}`, option, 'name', refuse)) areTexts = false;
  if (areTexts) optionViolations(options ?? [], refuse);
  if (areTexts) classShareViolations(spec, refuse);
}

function optionViolations(options: readonly string[], refuse: RefuseValue): void {
  for (const [i, option] of options.entries())
    if (seenOption(option) === '') refuse(`label_spec.options.${i}`, 'not_blank', 'must not be blank');
  for (const { first, second } of lookAtOptions(options).repeated) {
    const [one, other] = [options[first] ?? '', options[second] ?? ''];
    if (seenOption(other) === '') continue;
    refuse(
      `label_spec.options.${second}`,
      'repeated',
      `must differ from the others by more than blanks and invisible characters: ${JSON.stringify(other)} looks the same as ${JSON.stringify(one)}, label_spec.options.${first}`,
    );
  }
}

function metadataViolations(metadata: Readonly<Record<string, unknown>>, refuse: RefuseValue): void {
  if (isDeeper(metadata, metadataDepthMax)) {
    refuse('metadata', 'max_depth', `must not be nested deeper than ${metadataDepthMax} levels`);
    return;
  }
  const text = JSON.stringify(metadata);
  if (isLonger(text, metadataBytesMax))
    refuse('metadata', 'max_bytes', `must not be larger than ${metadataBytesMax} bytes as JSON`);
  // Without an escape there is nothing that a text may not hold.
  const problem = text.includes('\\') ? valueProblem(metadata) : null;
  if (problem !== null) refuse('metadata', problem.constraint, problem.message);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || isWrittenNumber(value)) return false;
  return levels === 0 || Object.values(value).some((field) => isDeeper(field, levels - 1));
}
