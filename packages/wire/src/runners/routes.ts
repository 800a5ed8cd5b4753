import { route } from '../contract.ts';
import { addModelBody, changeModelBody, modelParams, ownModel, ownModelList } from './schemas.ts';

export const addModel = route({
  method: 'POST',
  path: '/v1/models',
  operationId: 'addModel',
  tag: 'Models',
  summary: 'Have the server ask a model of yours for predictions',
  description:
    'Any endpoint with chat completions of OpenAI’s form, pictures too. It is asked of open tasks of yours as they come, each once, for one of the options alone (`response_format` with a JSON schema); what it says is kept as if you had sent it with `PUT /v1/tasks/{task_id}/predictions`. A request that fails is tried again later, after 1 second at first and 10 minutes at most, and not before its `Retry-After`; after a day without an answer, or 200 answers in a row that cannot be used, it is switched off. Hosts that are not on the public internet are refused, redirects are not followed.',
  auth: 'customer',
  may: 'models',
  limit: 'caller',
  body: addModelBody,
  responses: { 201: { description: 'Added, and switched on', schema: ownModel } },
  errors: ['model_exists', 'too_many_models'],
});

export const listModels = route({
  method: 'GET',
  path: '/v1/models',
  operationId: 'listModels',
  tag: 'Models',
  summary: 'Your models, and how each gets on',
  description: 'What each is worth on your tasks is in `templates[].models` of `GET /v1/stats`.',
  auth: 'customer',
  may: 'models',
  limit: 'caller',
  responses: { 200: { description: 'The models', schema: ownModelList } },
  errors: [],
});

export const changeModel = route({
  method: 'PATCH',
  path: '/v1/models/{model_name}',
  operationId: 'changeModel',
  tag: 'Models',
  summary: 'Switch a model on or off, change its endpoint, its key or its budget',
  description: 'What is absent stays. It is due again at once.',
  auth: 'customer',
  may: 'models',
  limit: 'caller',
  params: modelParams,
  body: changeModelBody,
  responses: { 200: { description: 'As it is now', schema: ownModel } },
  errors: ['model_not_found'],
});

export const removeModel = route({
  method: 'DELETE',
  path: '/v1/models/{model_name}',
  operationId: 'removeModel',
  tag: 'Models',
  summary: 'Remove a model, and its key',
  description: 'What it said of tasks stays with them, and what is known of it with your templates.',
  auth: 'customer',
  may: 'models',
  limit: 'caller',
  params: modelParams,
  responses: { 204: { description: 'Removed' } },
  errors: ['model_not_found'],
});
