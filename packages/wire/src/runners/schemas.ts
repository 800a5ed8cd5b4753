import { modelScores, ownModelStates, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, givenMoment, maybe, nullable, requestObject, timestamp } from '../parts/fields.ts';

const name = {
  description:
    'What its predictions are kept under, as in `predictions[].model`. Another version is another model: what is known of one is not known of the other',
  examples: ['small-classifier-3'],
};
const url = {
  description:
    'Base URL of an endpoint of OpenAI’s form, e.g. `https://api.example.com/v1`: `/chat/completions` is added where it is not there',
  examples: ['https://api.example.com/v1'],
};
const model = { description: 'The model as the endpoint calls it', examples: ['small-1'] };
const scores = {
  description:
    'none: it is asked for a label alone. logprobs: the label with how likely its tokens were, where the endpoint tells. asked: a number for each option, which cost more tokens and are seldom honest, and are calibrated all the same',
};
const instructions = {
  description: 'Your own words to it, beside ours, in the system’s message. Items are never there',
  examples: ['Reviews are of a bookshop.'],
};
const requestsPerDay = {
  description:
    'Requests to it in a UTC day, counted before each is sent: those that failed, or whose answers could not be used, count too. When they are used up it waits for the next day',
  examples: [1000],
};
const concurrency = { description: 'Requests under way at once', examples: [4] };

const template = requestObject(
  {
    task_type: choice(taskTypes, { description: 'Tasks of this type' }),
    options: maybe(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 2,
        maxItems: 100,
        description: 'Only tasks with exactly these options, in any order. Absent: with any',
        examples: [['positive', 'negative']],
      }),
    ),
  },
  { title: 'ModelTemplate' },
);
const templates = Type.Array(template, {
  minItems: 1,
  maxItems: 20,
  description:
    'Which of your tasks it is asked of: open ones of the adaptive policy, of any of these templates. Never tasks of anybody else',
});

const apiKey = Type.String({
  pattern: '^[\\x21-\\x7e]{1,512}$',
  description: 'Goes out as `Authorization: Bearer …`. Kept sealed, and shown nowhere',
  'x-must': 'be 1 to 512 printable ASCII characters without spaces',
});
const terms = {
  url: Type.String({ minLength: 1, maxLength: 2048, ...url }),
  model: Type.String({ minLength: 1, maxLength: 200, ...model }),
  templates,
  requests_per_day: Type.Integer({ minimum: 1, maximum: 10_000_000, ...requestsPerDay }),
};
const more = {
  api_key: maybe(apiKey),
  scores: maybe(choice(modelScores, scores)),
  instructions: maybe(Type.String({ maxLength: 4000, ...instructions })),
  concurrency: maybe(Type.Integer({ minimum: 1, maximum: 16, ...concurrency, default: 4 })),
};

export const addModelBody = requestObject(
  {
    name: Type.String({
      pattern: '^[A-Za-z][A-Za-z0-9._:@-]{0,63}$',
      'x-must': 'be up to 64 letters, digits and . _ : @ -, and begin with a letter',
      ...name,
    }),
    ...terms,
    ...more,
    from: maybe(
      givenMoment(
        'Tasks that were submitted from then on. Default: now, so that no task of before is asked of',
      ),
    ),
  },
  {
    title: 'AddModel',
    examples: [
      {
        name: 'small-classifier-3',
        url: 'https://api.example.com/v1',
        model: 'small-1',
        templates: [{ task_type: 'sentiment', options: ['positive', 'negative'] }],
        requests_per_day: 1000,
      },
    ],
  },
);

export const changeModelBody = requestObject(
  {
    active: maybe(Type.Boolean({ description: 'true also switches on again what the server switched off' })),
    url: maybe(terms.url),
    model: maybe(terms.model),
    templates: maybe(templates),
    requests_per_day: maybe(terms.requests_per_day),
    ...more,
  },
  { title: 'ChangeModel', examples: [{ active: false }] },
);

const count = (description: string) => Type.Integer({ description, examples: [12] });

export const ownModel = Type.Object(
  {
    name: Type.String(name),
    url: Type.String(url),
    model: Type.String(model),
    has_key: Type.Boolean({ description: 'Whether a key goes out with requests. It is shown nowhere' }),
    scores: choice(modelScores, scores),
    instructions: nullable(Type.String(instructions)),
    templates: Type.Array(
      Type.Object({
        task_type: choice(taskTypes),
        options: nullable(Type.Array(Type.String())),
      }),
    ),
    requests_per_day: Type.Integer(requestsPerDay),
    requests_today: count('Of the present UTC day, counted before each is sent'),
    concurrency: Type.Integer(concurrency),
    active: Type.Boolean(),
    status: choice(ownModelStates, {
      description:
        'waiting: its endpoint failed, and is asked again at `next_at`. budget_used: it goes on with the next UTC day',
    }),
    disabled_reason: nullable(Type.String({ description: 'Why the server switched it off' })),
    last_problem: nullable(
      Type.String({
        description: 'What went wrong last. Never words of the endpoint',
        examples: ['the endpoint answered 503'],
      }),
    ),
    next_at: nullable(timestamp('Of one that waits, or has used its budget: when it goes on')),
    predictions_kept: count('Answers that became predictions'),
    answers_unusable: count('Answers that could not be used, and items that could not be read'),
    answers_late: count('Answers for tasks that were over by then'),
    tokens: Type.Integer({
      description: 'As the endpoint tells, all in all; nothing is limited by them',
      examples: [48_000],
    }),
    created_at: timestamp('When it was added'),
  },
  { title: 'OwnModel' },
);

export const ownModelList = Type.Object(
  { data: Type.Array(ownModel, { description: 'By name' }) },
  { title: 'OwnModels' },
);

export const modelParams = Type.Object({
  model_name: Type.String({ minLength: 1, maxLength: 100, ...name }),
});

export type OwnModelReply = Static<typeof ownModel>;
