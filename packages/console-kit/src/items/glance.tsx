import { useQuery } from '@tanstack/react-query';
import { FileText, ImageOff, Trash2 } from 'lucide-react';
import { useState } from 'react';

const charactersMax = 90;
const textBytesMax = 400;

interface GlanceProps {
  /** What tells the item from others, for what is kept of it. */
  readonly id: string;
  readonly shows: 'picture' | 'text' | 'nothing';
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
      ) : shows === 'picture' ? (
        <Thumbnail src={thumbnail} />
      ) : (
        <TextStart id={id} text={text} />
      )}
    </span>
  );
}

function Thumbnail({ src }: { readonly src: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <ImageOff size={20} />;
  return <img src={src} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />;
}

function TextStart({ id, text }: Pick<GlanceProps, 'id' | 'text'>) {
  const query = useQuery({
    queryKey: ['glance', id],
    queryFn: async ({ signal }) => {
      const start = await (await text?.(signal))?.slice(0, textBytesMax).text();
      return wholeCharacters((start ?? '').slice(0, charactersMax));
    },
    enabled: text !== null,
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

/** Without the half of a pair at the end, where the text is cut. */
const wholeCharacters = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');
