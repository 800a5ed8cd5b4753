import { gateway } from '@asg/console-kit';
import { Glance } from '@asg/console-kit/items';
import { itemKinds } from '@asg/domain/names';
import type { OwnGold } from '@asg/sdk';

/** What a gold item shows, small. */
export function GoldGlance({ gold: { gold_id: id, type, data_url: url } }: { readonly gold: OwnGold }) {
  return (
    <Glance
      id={id}
      shows={url === '' ? 'nothing' : itemKinds[type] === 'image' ? 'picture' : 'text'}
      thumbnail={`/v1/gold/${encodeURIComponent(id)}/item?size=thumbnail`}
      text={url.startsWith('asset://') ? (signal) => gateway.gold.item(id, { signal }) : null}
    />
  );
}
