import { itemKinds } from '@asg/domain/names';
import type { HistoryItem } from '@asg/sdk';
import { Button, Notice, Skeleton } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { messages } from '../i18n/index.ts';
import { itemUrl, textOf } from './queries.ts';

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
  return itemKinds[type] === 'image' ? <Picture id={id} /> : <Text id={id} />;
}

function Picture({ id }: { readonly id: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <Notice tone="warning">{messages.history.itemBroken}</Notice>;
  return (
    <a className="item-picture" href={itemUrl(id)} target="_blank" rel="noopener noreferrer">
      <img src={itemUrl(id)} alt={messages.history.fullSize} onError={() => setBroken(true)} />
      <span className="ui-visually-hidden"> ({messages.app.newTab})</span>
    </a>
  );
}

function Text({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['item text', id],
    queryFn: ({ signal }) => textOf(id, signal),
    retry: false,
    gcTime: 0,
  });
  if (query.isPending) return <Skeleton height="6rem" />;
  if (query.isError) return <Notice tone="warning">{messages.history.itemBroken}</Notice>;
  const { text, cut } = query.data;
  return (
    <>
      {cut && <Notice tone="warning">{messages.work.textCut}</Notice>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="item-text" tabIndex={0} aria-label={messages.history.item}>
        <p dir="auto">{text}</p>
      </section>
    </>
  );
}
