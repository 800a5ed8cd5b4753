import { gateway } from '@asg/console-kit';
import { itemKinds } from '@asg/domain/names';
import type { OwnGold } from '@asg/sdk';
import { useQuery } from '@tanstack/react-query';
import { FileText, ImageOff, Trash2 } from 'lucide-react';
import { useState } from 'react';

const textBytesMax = 400;
const charactersMax = 90;

/** What a gold item shows, small. */
export function GoldGlance({ gold }: { readonly gold: OwnGold }) {
  return (
    <span className="glance" aria-hidden="true">
      {gold.data_url === '' ? (
        <Trash2 size={20} />
      ) : itemKinds[gold.type] === 'image' ? (
        <Thumbnail goldId={gold.gold_id} />
      ) : (
        <TextStart gold={gold} />
      )}
    </span>
  );
}

function Thumbnail({ goldId }: { readonly goldId: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <ImageOff size={20} />;
  return (
    <img
      src={`/v1/gold/${encodeURIComponent(goldId)}/item?size=thumbnail`}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
}

/** Texts that are kept here come at once; those of other hosts are not fetched for a list. */
function TextStart({ gold }: { readonly gold: OwnGold }) {
  const query = useQuery({
    queryKey: ['gold-glance', gold.gold_id],
    queryFn: async ({ signal }) => {
      const item = await gateway.gold.item(gold.gold_id, { signal });
      const start = (await item.slice(0, textBytesMax).text()).slice(0, charactersMax);
      return start.replace(/[\ud800-\udbff]$/, '');
    },
    enabled: gold.data_url.startsWith('asset://'),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.data === undefined) return <FileText size={20} />;
  return (
    <span className="glance-text" dir="auto">
      {query.data}
    </span>
  );
}
