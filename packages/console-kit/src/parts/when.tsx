import { localTime } from './format.ts';

/** A moment, in the reader's own time; the exact one on a closer look. */
export function When({ at }: { readonly at: string | null }) {
  if (at === null) return <span className="ui-muted">–</span>;
  return (
    <time dateTime={at} title={at}>
      {localTime(at)}
    </time>
  );
}
