import { asSentence, gateway, problemText } from '@asg/console-kit';
import { ASGGatewayHTTPError, type Task } from '@asg/sdk';
import { Notice, Skeleton } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

type Item =
  | { readonly kind: 'image'; readonly blob: Blob }
  | { readonly kind: 'text'; readonly text: string };

/** The item as workers see it: through this server, which keeps the customer's host out of the browser. */
async function fetchItem(taskId: string, signal: AbortSignal): Promise<Item> {
  const item = await gateway.tasks.item(taskId, { signal });
  return item.type.startsWith('text/')
    ? { kind: 'text', text: await item.text() }
    : { kind: 'image', blob: item };
}

export function TaskItem({ task }: { readonly task: Task }) {
  const query = useQuery({
    queryKey: ['item', task.task_id],
    queryFn: ({ signal }) => fetchItem(task.task_id, signal),
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
  return query.data.kind === 'text' ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="item-text" tabIndex={0} aria-label="The text">
      {query.data.text}
    </section>
  ) : (
    <ItemImage blob={query.data.blob} />
  );
}

function ItemImage({ blob }: { readonly blob: Blob }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return <div className="item-image">{url !== null && <img src={url} alt="What the task is about" />}</div>;
}
