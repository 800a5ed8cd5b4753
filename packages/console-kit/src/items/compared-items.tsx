import { kinds } from '@asg/kinds';
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { ItemView } from './item-view.tsx';

interface ComparedItemsProps {
  readonly queryKey: readonly unknown[];
  readonly ids: readonly string[];
  /** The answer that was decided; null: none yet. */
  readonly best: string | null;
  /** The item of this id; null: what is shown above them. */
  readonly load: (id: string | null, signal: AbortSignal) => Promise<Blob>;
}

/** Several items side by side under the customer's names, and what workers see above them. */
export function ComparedItems({ queryKey, ids, best, load }: ComparedItemsProps) {
  const above = useQuery({
    queryKey: [...queryKey, 'above'],
    queryFn: ({ signal }) => aboveOf(load(null, signal), load(ids[0] ?? null, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const shown = above.data ?? null;
  return (
    <div className="ui-stack">
      {shown !== null && (
        <ItemView
          queryKey={[...queryKey, 'shown']}
          load={() => Promise.resolve(shown)}
          of="what is shown above"
        />
      )}
      <ol className="compared" aria-label="What is compared">
        {ids.map((id) => {
          const isBest = best === kinds.comparison.canonical({ item: id });
          return (
            <li key={id} data-best={isBest}>
              <p className="compared-name">
                <bdi>{id}</bdi>
                {isBest && (
                  <span className="chosen">
                    <Check size={14} aria-hidden="true" />
                    consensus
                  </span>
                )}
              </p>
              <ItemView queryKey={[...queryKey, 'item', id]} load={(signal) => load(id, signal)} of={id} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** What is shown above them; null: nothing is, for then the server gives the first of them. */
async function aboveOf(above: Promise<Blob>, first: Promise<Blob>): Promise<Blob | null> {
  const [shown, item] = await Promise.all([above, first]);
  const isFirst = shown.type === item.type && shown.size === item.size;
  return isFirst && (await shown.text()) === (await item.text()) ? null : shown;
}
