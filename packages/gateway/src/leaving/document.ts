/** Of what is read a page at a time. */
export const pageMax = 100;

/** Parts by name, as the text of one JSON document; a part that comes piece by piece is an array. */
export async function* documentText(parts: Readonly<Record<string, unknown>>): AsyncGenerator<string> {
  let separator = '{';
  for (const [name, part] of Object.entries(parts)) {
    yield `${separator}\n${JSON.stringify(name)}: `;
    separator = ',';
    if (isStream(part)) yield* arrayText(part);
    else yield JSON.stringify(part);
  }
  yield '\n}\n';
}

function isStream(part: unknown): part is AsyncIterable<unknown> {
  return typeof part === 'object' && part !== null && Symbol.asyncIterator in part;
}

async function* arrayText(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '[';
  for await (const item of items) {
    yield `${separator}\n${JSON.stringify(item)}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

/** All pages, item by item. */
export async function* pages<Item>(
  read: (edge: string | null) => Promise<readonly Item[]>,
  placeOf: (item: Item) => string,
  part: (item: Item) => unknown,
): AsyncGenerator<unknown> {
  for (let edge: string | null = null; ; ) {
    const page = await read(edge);
    for (const item of page) yield part(item);
    const last = page.at(-1);
    if (last === undefined || page.length < pageMax) return;
    edge = placeOf(last);
  }
}
