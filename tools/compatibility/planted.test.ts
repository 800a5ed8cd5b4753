import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { breaksBetween, oasdiffIsInstalled } from './oasdiff.ts';

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: string[];
  maxLength?: number;
}
interface Operation {
  parameters: { in: string; name: string; required?: boolean; schema: Schema }[];
  requestBody: { required?: boolean; content: Record<string, unknown> };
  responses: Record<string, { content: Record<string, unknown> }>;
  security?: object[];
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const published = 'contract/published/4f844f2.json';
const skip = oasdiffIsInstalled() ? false : 'npm run compatibility has not installed oasdiff here';
const folder = mkdtempSync(join(tmpdir(), 'asg-contract-'));
after(() => rmSync(folder, { recursive: true }));

/** What is said of the published contract with that change. */
function saidOf(change: (document: Document) => void): readonly string[] {
  const document = JSON.parse(readFileSync(published, 'utf8')) as Document;
  change(document);
  const changed = join(folder, 'changed.json');
  writeFileSync(changed, JSON.stringify(document));
  return breaksBetween(published, changed).map(({ id, text }) => `${id}: ${text}`);
}

const submit = (document: Document): Operation => document.paths['/v1/tasks']!.post!;
const list = (document: Document): Operation => document.paths['/v1/tasks']!.get!;
const asked = (document: Document) => document.components.schemas.SubmitTask as Required<Schema>;
const answered = (document: Document) => document.components.schemas.Customer as Required<Schema>;
const optional = ({ properties, required }: Required<Schema>): string =>
  Object.keys(properties).find((name) => !required.includes(name))!;

const breaks: Readonly<Record<string, (document: Document) => void>> = {
  'a path is gone': (d) => delete d.paths['/v1/tasks/{task_id}/result'],
  'an operation is gone': (d) => delete d.paths['/v1/tasks']!.post,
  'an answer of success is gone': (d) => delete submit(d).responses['202'],
  'an answer in another media type': (d) => {
    const { content } = submit(d).responses['202']!;
    submit(d).responses['202']!.content = { 'text/plain': content['application/json'] };
  },
  'a property of an answer is gone': (d) => {
    const name = answered(d).required.shift()!;
    delete answered(d).properties[name];
  },
  'a property of an answer may be missing': (d) => answered(d).required.shift(),
  'a property of an answer may be null': (d) => {
    const property = answered(d).properties[answered(d).required[0]!]!;
    property.type = [property.type as string, 'null'];
  },
  'a property of an answer has another type': (d) => {
    answered(d).properties[answered(d).required[0]!] = { type: 'integer' };
  },
  'a new value in an answer': (d) => d.components.schemas.Task!.properties!.status!.enum!.push('planted'),
  'a value of a request is refused': (d) => asked(d).properties.type!.enum!.shift(),
  'a new property of a request is required': (d) => {
    asked(d).properties.planted = { type: 'string' };
    asked(d).required.push('planted');
  },
  'a property of a request becomes required': (d) => asked(d).required.push(optional(asked(d))),
  'a property of a request is gone': (d) => delete asked(d).properties[optional(asked(d))],
  'a property of a request has another type': (d) => {
    asked(d).properties.consensus_threshold = { type: 'string' };
  },
  'a text of a request must be shorter': (d) => {
    asked(d).properties.data_url!.maxLength = 10;
  },
  'a new parameter is required': (d) =>
    list(d).parameters.push({ in: 'query', name: 'planted', required: true, schema: { type: 'string' } }),
  'a parameter is gone': (d) => list(d).parameters.shift(),
  'a body becomes required': (d) => {
    const open = Object.values(d.paths).flatMap(Object.values) as Operation[];
    open.find(({ requestBody }) => requestBody?.required === false)!.requestBody.required = true;
  },
  'who was a stranger must log in': (d) => {
    const open = Object.values(d.paths).flatMap(Object.values) as Operation[];
    open.find(({ security }) => security === undefined || security.length === 0)!.security = [{ apiKey: [] }];
  },
};

/** Each is no break, so all at once are none. */
function add(d: Document): void {
  answered(d).properties.planted = { type: 'string' };
  answered(d).required.push('planted');
  asked(d).properties.type!.enum!.push('planted');
  asked(d).required.shift();
  asked(d).properties.planted = { type: 'string' };
  list(d).parameters.push({ in: 'query', name: 'planted', schema: { type: 'string' } });
  d.paths['/v1/planted'] = { get: list(d) };
}

test('every break of the published contract that is planted is found', { skip }, (t) => {
  for (const [what, change] of Object.entries(breaks)) {
    const said = saidOf(change);
    assert.ok(said.length > 0, what);
    t.diagnostic(`${what}: ${said[0]}`);
  }
});

test('what only adds to the published contract is no break', { skip }, () => {
  assert.deepEqual(saidOf(add), []);
});
