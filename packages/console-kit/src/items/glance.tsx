import { useQuery } from '@tanstack/react-query';
import { FileText, ImageOff, Trash2 } from 'lucide-react';
import { useState } from 'react';

const charactersMax = 90;
const textBytesMax = 400;

/** What a glance shows, by what a type takes. */
export const glanceKinds = { image: 'picture', text: 'text', any: 'any' } as const;

interface GlanceProps {
  /** What tells the item from others, for what is kept of it. */
  readonly id: string;
  /** any: what it is is known by the item alone. */
  readonly shows: 'picture' | 'text' | 'any' | 'nothing';
  /** Where the thumbnail of a picture is. */
  readonly thumbnail: string;
  /** The whole text, where it is kept here; null: it is on another host, and not fetched for a list. */
  readonly text: ((signal: AbortSignal) => Promise<Blob>) | null;
}

/** What an item shows, small. */
export function Glance({ id, shows, thumbnail, text }: GlanceProps) {
  return (
    <span className="glance" aria-hidden="true">
      {shows === 'nothing' ? (
        <Trash2 size={20} />
      ) : shows === 'text' || (shows === 'any' && text !== null) ? (
        <TextStart id={id} text={text} thumbnail={thumbnail} />
      ) : (
        <Thumbnail src={thumbnail} />
      )}
    </span>
  );
}

function Thumbnail({ src }: { readonly src: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <ImageOff size={20} />;
  return <img src={src} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />;
}

function TextStart({ id, text, thumbnail }: Pick<GlanceProps, 'id' | 'text' | 'thumbnail'>) {
  const query = useQuery({
    queryKey: ['glance', id],
    queryFn: async ({ signal }) => {
      const item = await text?.(signal);
      if (item?.type.startsWith('image/') === true) return null;
      const start = await item?.slice(0, textBytesMax).text();
      return wholeCharacters((start ?? '').slice(0, charactersMax));
    },
    enabled: text !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.data === null) return <Thumbnail src={thumbnail} />;
  if (query.data === undefined) return <FileText size={20} />;
  return (
    <span className="glance-text" dir="auto">
      {query.data}
    </span>
  );
}

/** Without the half of a pair at the end, where the text is cut. */
const wholeCharacters = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');
