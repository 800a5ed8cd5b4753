import { gateway } from '@asg/console-kit';
import { Glance, glanceKinds } from '@asg/console-kit/items';
import { itemKinds } from '@asg/domain/names';
import type { OwnGold } from '@asg/sdk';

/** What a gold item shows, small: of several items the first one. */
export function GoldGlance({ gold }: { readonly gold: OwnGold }) {
  const { gold_id: id, type, data_url: url, label_spec } = gold;
  const [first] = label_spec.items ?? [];
  const item = first === undefined ? {} : { item: first };
  const query = new URLSearchParams({ size: 'thumbnail', ...item });
  return (
    <Glance
      id={id}
      shows={url === '' ? 'nothing' : glanceKinds[itemKinds[type]]}
      thumbnail={`/v1/gold/${encodeURIComponent(id)}/item?${query}`}
      text={
        url.startsWith('asset://')
          ? (signal) => gateway.gold.item(id, { size: 'thumbnail', ...item, signal })
          : null
      }
    />
  );
}
