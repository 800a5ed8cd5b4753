import type { HistoryItem } from '@asg/sdk';
import { Notice, Skeleton } from '@asg/ui';
import { useMemo } from 'react';
import { messages } from '../i18n/index.ts';
import { ToldPart } from '../told/told-part.tsx';
import { useItem } from '../work/kinds/use-item.ts';

/** The item with what the worker marked and what was decided, or what the operator says is right. */
export function MarkedItem({ label }: { readonly label: HistoryItem }) {
  const { assignment_id: id, type, value, decided_value: decided, gold_feedback_value: right } = label;
  const item = useMemo(() => {
    const url = `/v1/work/${encodeURIComponent(id)}/data`;
    return { type, data: { url, content_type: null } };
  }, [id, type]);
  const [media] = useItem(item);
  if (media.kind === 'loading') return <Skeleton height="12rem" />;
  if (media.kind !== 'ready' || value === undefined)
    return <Notice tone="warning">{messages.history.itemBroken}</Notice>;
  const shown = {
    type,
    media: media.media,
    own: value,
    decided: decided ?? right ?? null,
    isGiven: decided === undefined && right !== undefined,
  };
  return (
    <div className="told-item" data-kind={media.media.kind}>
      <ToldPart part="item" {...shown} />
      <ToldPart part="list" {...shown} />
    </div>
  );
}
