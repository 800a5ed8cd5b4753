import { ulidTimeMs } from '@asg/domain/ulid';
import { count } from '../parts/format.ts';
import { When } from '../parts/when.tsx';
import { type Filter, narrows } from './filter.ts';

interface LookedAtProps {
  readonly filter: Filter;
  /** The last task that was looked at; null: all were. */
  readonly cursor: string | null;
  readonly rows: number;
  /** Of the metadata, by which tasks are listed. */
  readonly keys: readonly string[];
}

const prefix = 'tsk_';
/** Ids of tasks begin so no sooner than in the year 10889: the walk has not begun. */
const atTheStart = `${prefix}7Z`;

/** Says which tasks were looked at for what is shown: an empty page must not be taken for all there is. */
export function LookedAt({ filter, cursor, rows, keys }: LookedAtProps) {
  const { search, sort = 'created' } = filter;
  if (search === undefined) {
    if (!narrows(filter) || cursor === null || sort !== 'created') return null;
    return (
      <p className="ui-hint">
        {count(rows)} of the tasks back to <Back cursor={cursor} />.
      </p>
    );
  }
  const exact = keys.length === 0 ? 'id or idempotency key' : `id, idempotency key or ${keys.join(', ')}`;
  if (cursor === null) return <p className="ui-hint">All of your tasks were looked at, however old.</p>;
  if (cursor.startsWith(atTheStart))
    return (
      <p className="ui-hint">
        These have it as their {exact}: of all your tasks, however old. Show more looks for those that mention
        it.
      </p>
    );
  return (
    <p className="ui-hint">
      All of your tasks were looked at for an {exact} like this, however old; for a mention of it{' '}
      {sort === 'created' ? (
        <>
          those back to <Back cursor={cursor} />
        </>
      ) : (
        'the first of them, in this order'
      )}
      .
    </p>
  );
}

const Back = ({ cursor }: { readonly cursor: string }) => (
  <When at={new Date(ulidTimeMs(cursor.slice(prefix.length))).toISOString()} />
);
