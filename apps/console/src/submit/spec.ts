import type { TaskType } from '../api/clients.ts';

/** What a form asks for, of one task or of all in a file. */
export interface Spec {
  readonly type: TaskType;
  readonly question: string;
  /** One a line. */
  readonly options: string;
  readonly instructions: string;
  readonly threshold: number;
}

export const emptySpec: Spec = {
  type: 'image_classification',
  question: '',
  options: '',
  instructions: '',
  threshold: 3,
};

export const optionsOf = ({ options }: Spec): readonly string[] => [
  ...new Set(
    options
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

export function labelSpecOf(spec: Spec): { question: string; options: string[]; instructions?: string } {
  const instructions = spec.instructions.trim();
  return {
    question: spec.question.trim(),
    options: [...optionsOf(spec)],
    ...(instructions === '' ? {} : { instructions }),
  };
}
