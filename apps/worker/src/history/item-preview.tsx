import { itemKinds } from '@asg/domain/names';
import type { HistoryItem } from '@asg/sdk';
import { useQuery } from '@tanstack/react-query';
import { EyeOff, FileText, ImageOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { itemUrl, openingOf } from './queries.ts';

/** What an item looks like, small: a picture, or how its text begins. What may disturb stays covered, and what is over is not asked for. */
export function ItemPreview({ label }: { readonly label: HistoryItem }) {
  const { assignment_id: id, type, sensitive, item_until: until } = label;
  if (sensitive) return <Sign icon={<EyeOff size={20} />} />;
  if (Date.parse(until) <= Date.now()) return <Sign icon={<ImageOff size={20} />} />;
  return itemKinds[type] === 'image' ? <SmallPicture id={id} /> : <Opening id={id} />;
}

const Sign = ({ icon }: { readonly icon: ReactNode }) => (
  <span className="preview" data-kind="sign" aria-hidden="true">
    {icon}
  </span>
);

function SmallPicture({ id }: { readonly id: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <Sign icon={<ImageOff size={20} />} />;
  return (
    <span className="preview" data-kind="image">
      <img
        src={itemUrl(id, { size: 'thumbnail' })}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    </span>
  );
}

function Opening({ id }: { readonly id: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) setSeen(true);
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const { data } = useQuery({
    queryKey: ['opening', id],
    queryFn: ({ signal }) => openingOf(itemUrl(id), signal),
    enabled: isSeen,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data?.isImage === true) return <SmallPicture id={id} />;
  return (
    <span ref={place} className="preview" data-kind="text" aria-hidden="true">
      {data === undefined ? <FileText size={20} /> : <span dir="auto">{data.text}</span>}
    </span>
  );
}
