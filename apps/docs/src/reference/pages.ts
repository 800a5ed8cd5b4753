import type { Source } from '../build/page.ts';
import { type Content, type Contract, nounSlug, operationsOf, type Place } from './contract.ts';
import { curlOf } from './curl.ts';
import { cell, fieldTable, typeOf } from './fields.ts';

const file = 'contract/openapi.json';

/** The reference, as Markdown: a page of all operations, and one for each noun. */
export function referencePages(contract: Contract): readonly Source[] {
  const places = operationsOf(contract);
  const nouns = contract.tags.map(({ name, description }) => {
    const own = places.filter(({ tags }) => tags[0] === name);
    const text = [`# ${name}`, description, ...own.map((place) => operationText(contract, place))].join(
      '\n\n',
    );
    return { file, slug: nounSlug(name), text };
  });
  return [{ file, slug: 'api', text: overview(contract, places) }, ...nouns];
}

function overview({ info, tags }: Contract, places: readonly Place[]): string {
  const lists = tags.map(({ name, description }) => {
    const rows = places
      .filter((place) => place.tags[0] === name)
      .map(
        ({ method, path, summary, operationId }) =>
          `| [${cell(summary)}](site:${nounSlug(name)}#${operationId}) | \`${method} ${path}\` |`,
      );
    return `## ${name}\n\n${description}\n\n| what | request |\n|---|---|\n${rows.join('\n')}`;
  });
  const [intro = '', ...more] = info.description.split('\n\n## ');
  const about = more.map((part) => `## ${part}`);
  return [
    '# API reference',
    intro,
    `Version ${info.version}, made from [the contract](site:../openapi.json) (OpenAPI 3.1), from which clients of other languages can be made too.`,
    ...lists,
    ...about,
  ].join('\n\n');
}

function operationText(contract: Contract, place: Place): string {
  const { operationId, summary, method, path, description = '', responses } = place;
  const ok = Object.entries(responses).filter(([status]) => status < '400');
  const refused = Object.entries(responses).filter(([status]) => status >= '400');
  return [
    `## ${summary} {#${operationId}}`,
    `**${method}** \`${path}\``,
    description,
    parametersText(contract, place),
    bodyText(contract, place),
    ...ok.map(([status, { description: text, content }]) => answerText(contract, status, text, content)),
    refusedText(refused),
    `\`\`\`bash title="Example"\n${curlOf(place)}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function parametersText(contract: Contract, { parameters = [] }: Place): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, required, description = '', schema }) => {
    const must = required === true ? ', **required**' : '';
    return `| \`${name}\` | ${place}: ${cell(typeOf(contract, schema))}${must} | ${cell(description)} |`;
  });
  return `**Parameters**\n\n| name | type | what it is |\n|---|---|---|\n${rows.join('\n')}`;
}

function bodyText(contract: Contract, { requestBody }: Place): string {
  if (requestBody === undefined) return '';
  const types = Object.keys(requestBody.content);
  const fields = types.map((type) => fieldTable(contract, requestBody.content[type]?.schema, true));
  const optional = requestBody.required === false ? ', may be left out' : '';
  return [`**Body** (${types.join(', ')}${optional})`, ...new Set(fields)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function answerText(contract: Contract, status: string, text: string, content: Content = {}): string {
  const types = Object.keys(content);
  const told = types.length === 0 || types.join() === 'application/json' ? '' : ` (${types.join(', ')})`;
  const table = fieldTable(contract, content['application/json']?.schema, false);
  const head = `**Answer ${status}**${told}: ${text}`;
  if (table === '') return head;
  return `${head}\n\n<details><summary>Fields of the answer</summary>\n\n${table}\n\n</details>`;
}

function refusedText(
  refused: readonly (readonly [string, { readonly description: string; readonly content?: Content }])[],
): string {
  if (refused.length === 0) return '';
  const rows = refused.map(([status, { description }]) => `| ${status} | ${cell(description)} |`);
  return `<details><summary>Errors</summary>\n\n| status | why |\n|---|---|\n${rows.join('\n')}\n\n</details>`;
}
