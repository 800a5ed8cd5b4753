import { count, percent, plural, type Template } from '@asg/console-kit';
import { Table } from '@asg/ui';

type Start = NonNullable<Template['starts']>[number];
type Begun = Start['with_start'];

/** How far workers hold to a model's marks that they begin with: beside those who begin with nothing. */
export function Starts({ name, starts }: { readonly name: string; readonly starts: readonly Start[] }) {
  return (
    <>
      <Table
        caption={`Marks that workers begin with on ${name}`}
        columns={[
          { title: 'Model', cell: ({ model }) => <span className="wrap">{model}</span> },
          { title: 'Labels that began with it', cell: ({ with_start }) => <Labels of={with_start} /> },
          { title: 'Labels that did not', cell: ({ without_start }) => <Labels of={without_start} /> },
          { title: 'Nearer to it', cell: ({ anchoring }) => <Nearer anchoring={anchoring} /> },
        ]}
        rows={starts}
        rowKey={({ model }) => model}
      />
      <p className="ui-hint">
        One look in 64 begins with nothing. Where labels that began with a model’s marks are much nearer to
        them, workers leave in what they would not mark themselves.
      </p>
    </>
  );
}

function Labels({ of: { labels, same, distance } }: { readonly of: Begun }) {
  if (same === null || distance === null) return <span className="ui-muted">none yet</span>;
  return (
    <span className="stacked">
      <span>{plural(labels, 'label')}</span>
      <small>
        {percent(distance, 1)} away from it; {percent(same, 1)} say the same
      </small>
    </span>
  );
}

function Nearer({ anchoring }: Pick<Start, 'anchoring'>) {
  if (anchoring === null) return <span className="ui-muted">too few labels tell</span>;
  const { nearer, low, high } = anchoring;
  return (
    <span className="stacked">
      <span>{points(nearer)} points</span>
      <small>
        95 %: {points(low)} to {points(high)}
      </small>
    </span>
  );
}

/** Of a hundred. */
const points = (share: number): string => count(Math.round(share * 1_000) / 10);
