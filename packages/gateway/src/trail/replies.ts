import { csvLines } from '@asg/formats';
import type { ShownEntry, TrailPage } from '@asg/people';
import type { AnswerOf, routes } from '@asg/wire';

type Page = AnswerOf<typeof routes.listAuditLog>['body'];
type Entry = Page['data'][number];
/** Operators see where operators were; nobody else does. */
export type Reader = 'owner' | 'operator';

/** An entry as its owner or an operator reads it. */
export function entryReply({ entry, record }: ShownEntry, reader: Reader): Entry {
  const { network = null, ...texts } = entry.personal?.values ?? {};
  const isHidden = reader === 'owner' && record.actor?.kind === 'operator';
  return {
    owner_id: record.owner,
    number: record.number,
    at: record.at,
    action: record.action,
    outcome: record.outcome,
    actor: record.actor,
    object_id: record.object,
    network: isHidden ? null : network,
    request_id: record.request_id,
    before: record.before,
    after: record.after,
    texts: Object.keys(texts).length === 0 ? null : texts,
    erased: entry.personal === null && Object.keys(record.personal).length > 0,
    previous_hash: record.previous,
    hash: entry.hash,
  };
}

export function pageReply({ entries, next }: TrailPage, reader: Reader): Page {
  return { data: entries.map((entry) => entryReply(entry, reader)), next_cursor: next };
}

export async function* jsonlOf(
  pages: AsyncIterable<readonly ShownEntry[]>,
  reader: Reader,
): AsyncGenerator<string> {
  for await (const page of pages)
    for (const shown of page)
      yield `${JSON.stringify({ ...entryReply(shown, reader), canonical: shown.entry.text })}\n`;
}

const columns = [
  'owner_id',
  'number',
  'at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'object_id',
  'network',
  'request_id',
  'before',
  'after',
  'texts',
  'previous_hash',
  'hash',
] as const;

export async function* csvOf(
  pages: AsyncIterable<readonly ShownEntry[]>,
  reader: Reader,
): AsyncGenerator<string> {
  yield `${columns.join(',')}\n`;
  for await (const page of pages) {
    const rows = page.map((shown) => {
      const { actor, before, after, texts, ...entry } = entryReply(shown, reader);
      return {
        ...entry,
        actor_kind: actor?.kind ?? null,
        actor_id: actor?.id ?? null,
        before: before && JSON.stringify(before),
        after: after && JSON.stringify(after),
        texts: texts && JSON.stringify(texts),
      };
    });
    yield* csvLines(rows, { columns, hasHead: false, guardsFormulas: true });
  }
}
