import { ASGGatewayHTTPError, type ItemBlob } from '@asg/sdk';
import { Notice, Skeleton } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { asSentence } from '../parts/format.ts';
import { problemText } from '../parts/problem.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

type Item =
  | { readonly kind: 'image'; readonly blob: Blob; readonly original: Size | null }
  | { readonly kind: 'text'; readonly text: string };

type LoadedBlob = Blob & Partial<Pick<ItemBlob, 'original'>>;

async function itemOf(loading: Promise<LoadedBlob>): Promise<Item> {
  const item = await loading;
  return item.type.startsWith('text/')
    ? { kind: 'text', text: await item.text() }
    : { kind: 'image', blob: item, original: item.original ?? null };
}

export interface ItemViewProps {
  readonly queryKey: readonly unknown[];
  readonly load: (signal: AbortSignal) => Promise<LoadedBlob>;
  /** What tells it from others beside it; left out: there are none. */
  readonly of?: string;
  /** Shows it otherwise, e.g. with what was marked on it. */
  readonly as?: (item: Item) => ReactNode;
}

/** An item as workers see it: through this server, which keeps the customer's host out of the browser. */
export function ItemView({ queryKey, load, of, as }: ItemViewProps) {
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => itemOf(load(signal)),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.isError)
    return (
      <Notice tone="warning">
        {query.error instanceof ASGGatewayHTTPError
          ? asSentence(query.error.message)
          : `The item cannot be shown here. ${problemText(query.error)}`}
      </Notice>
    );
  if (query.data === undefined) return <Skeleton height="16rem" />;
  if (as !== undefined) return as(query.data);
  const which = of === undefined ? '' : ` of ${of}`;
  return query.data.kind === 'text' ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="item-text" tabIndex={0} aria-label={`The text${which}`}>
      {query.data.text}
    </section>
  ) : (
    <ItemImage
      blob={query.data.blob}
      alt={of === undefined ? 'What the task is about' : `The picture${which}`}
    />
  );
}

function ItemImage({ blob, alt }: { readonly blob: Blob; readonly alt: string }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return <div className="item-image">{url !== null && <img src={url} alt={alt} />}</div>;
}
