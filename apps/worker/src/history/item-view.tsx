import { itemKinds } from '@asg/domain/names';
import type { HistoryItem } from '@asg/sdk';
import { Button, Notice, Skeleton } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { messages } from '../i18n/index.ts';
import { letterAt } from '../kinds/answer.ts';
import { wordsOf } from '../kinds/words.ts';
import { toldOf } from '../told/registry.ts';
import { MarkedItem } from './marked-item.tsx';
import { itemUrl, placesOf, textOf } from './queries.ts';

/** The item of a label, as large as there is room; covered first where it may disturb. */
export function ItemView({ label }: { readonly label: HistoryItem }) {
  const { assignment_id: id, type, sensitive, item_until: until } = label;
  const [isShown, setShown] = useState(!sensitive);
  if (Date.parse(until) <= Date.now()) return <p className="ui-muted">{messages.history.itemGone}</p>;
  if (!isShown)
    return (
      <div className="item-cover">
        <Button icon={<EyeOff size={18} aria-hidden="true" />} onClick={() => setShown(true)}>
          {messages.work.reveal}
        </Button>
        <p className="ui-hint">{messages.history.itemCovered}</p>
      </div>
    );
  if (toldOf(type) !== undefined) return <MarkedItem label={label} />;
  if (wordsOf(type).isSeveral) return <Several id={id} />;
  return itemKinds[type] === 'image' ? <Picture url={itemUrl(id)} /> : <Part url={itemUrl(id)} />;
}

function Picture({ url }: { readonly url: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <Notice tone="warning">{messages.history.itemBroken}</Notice>;
  return (
    <a className="item-picture" href={url} target="_blank" rel="noopener noreferrer">
      <img src={url} alt={messages.history.fullSize} onError={() => setBroken(true)} />
      <span className="ui-visually-hidden"> ({messages.app.newTab})</span>
    </a>
  );
}

interface PartProps {
  readonly url: string;
  readonly name?: string;
}

/** A text, or a picture where it turns out to be one. */
function Part({ url, name = messages.history.item }: PartProps) {
  const query = useQuery({
    queryKey: ['item text', url],
    queryFn: ({ signal }) => textOf(url, signal),
    retry: false,
    gcTime: 0,
  });
  if (query.isPending) return <Skeleton height="6rem" />;
  if (query.isError) return <Notice tone="warning">{messages.history.itemBroken}</Notice>;
  if (query.data === null) return <Picture url={url} />;
  const { text, cut } = query.data;
  return (
    <>
      {cut && <Notice tone="warning">{messages.work.textCut}</Notice>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="item-text" tabIndex={0} aria-label={name}>
        <p dir="auto">{text}</p>
      </section>
    </>
  );
}

/** What was compared, by the places where it stood. */
function Several({ id }: { readonly id: string }) {
  const { data } = useQuery({
    queryKey: ['places', id],
    queryFn: ({ signal }) => placesOf(id, signal),
    gcTime: 0,
  });
  if (data === undefined) return <Skeleton height="6rem" />;
  if (data.places.length === 0) return <Notice tone="warning">{messages.history.itemBroken}</Notice>;
  return (
    <div className="ui-stack">
      {data.hasContext && <Part url={itemUrl(id)} name={messages.kinds.context} />}
      {data.places.map((place) => (
        <div key={place} className="item-of-several">
          <strong aria-hidden="true">{letterAt(place - 1)}</strong>
          <Part url={itemUrl(id, { place })} name={letterAt(place - 1)} />
        </div>
      ))}
    </div>
  );
}
