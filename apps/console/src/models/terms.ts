import { satsOf, spoken } from '@asg/console-kit';
import type { ModelScores, TaskType } from '@asg/domain/names';
import type { AddModel, OwnModel } from '@asg/sdk';

type Template = OwnModel['templates'][number];

/** What is written in the form of a model. */
export interface WrittenTerms {
  readonly url: string;
  readonly model: string;
  readonly apiKey: string;
  readonly types: readonly TaskType[];
  /** One a line; empty: tasks with any options. */
  readonly options: string;
  readonly requests: string;
  readonly concurrency: string;
  readonly scores: ModelScores;
  readonly instructions: string;
}

export const emptyTerms: WrittenTerms = {
  url: '',
  model: '',
  apiKey: '',
  types: [],
  options: '',
  requests: '1000',
  concurrency: '4',
  scores: 'none',
  instructions: '',
};

export const termsOf = (model: OwnModel): WrittenTerms => ({
  url: model.url,
  model: model.model,
  apiKey: '',
  types: [...new Set(model.templates.map(({ task_type }) => task_type))],
  options: (model.templates[0]?.options ?? []).join('\n'),
  requests: String(model.requests_per_day),
  concurrency: String(model.concurrency),
  scores: model.scores,
  instructions: model.instructions ?? '',
});

const wholeNumber = (text: string): number | null => satsOf(text) ?? null;

/** Why a number cannot be sent; null: it can. */
export const numberProblem = (text: string): string | null =>
  wholeNumber(text) === null ? 'Write a whole number, e.g. 12' : null;

const optionsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const templatesOf = ({ types, options }: WrittenTerms): AddModel['templates'] => {
  const only = optionsIn(options);
  return types.map((task_type) => ({ task_type, ...(only.length > 0 && { options: only }) }));
};

/** Whether the form can say which tasks the model is asked of: by types that all have the same options. */
export const areTemplatesPlain = (model: OwnModel): boolean =>
  JSON.stringify(model.templates.map(templateText).sort()) ===
  JSON.stringify(
    templatesOf(termsOf(model))
      .map(({ task_type, options = null }) => templateText({ task_type, options }))
      .sort(),
  );

/** As the API takes them; null: a number in them is none. */
export function sentTerms(terms: WrittenTerms) {
  const requests = wholeNumber(terms.requests);
  const concurrency = wholeNumber(terms.concurrency);
  if (requests === null || concurrency === null) return null;
  return {
    url: terms.url.trim(),
    model: terms.model.trim(),
    templates: templatesOf(terms),
    requests_per_day: requests,
    concurrency,
    scores: terms.scores,
    instructions: terms.instructions.trim(),
    ...(terms.apiKey !== '' && { api_key: terms.apiKey }),
  };
}

/** Which tasks are meant, in words. */
export const templateText = ({ task_type, options }: Template): string =>
  `${spoken(task_type)}, ${options === null ? 'any options' : options.join(' · ')}`;
