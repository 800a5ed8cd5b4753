import { gateway } from '@asg/console-kit';
import { Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

const refreshMs = 15_000;
const shownMax = 3;

/** What is not as it should be, above every page of the operator; the page of health says it itself. */
export default function Degraded() {
  const { data, isError } = useQuery({
    queryKey: ['ready'],
    queryFn: ({ signal }) => gateway.ready({ signal }),
    refetchInterval: refreshMs,
  });
  if (isError) return null;
  const troubles = Object.entries(data?.checks ?? {}).filter(([, { ok }]) => !ok);
  if (troubles.length === 0) return null;
  const isFailing = data?.status === 'failing';
  const rest = troubles.length - shownMax;
  return (
    <section className="page-notice" aria-label="What is wrong now">
      <Notice tone={isFailing ? 'danger' : 'warning'}>
        <p>
          <strong>{isFailing ? 'The server cannot do its work.' : 'The server is degraded.'}</strong>{' '}
          <Link href="/operator">See how it is</Link>
        </p>
        <ul className="plain">
          {troubles.slice(0, shownMax).map(([name, { detail }]) => (
            <li key={name} className="wrap">
              <b>{name.replaceAll('_', ' ')}</b>
              {detail !== undefined && `: ${detail}`}
            </li>
          ))}
          {rest > 0 && <li>and {rest} more</li>}
        </ul>
      </Notice>
    </section>
  );
}
