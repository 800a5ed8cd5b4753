import { gateway } from '@asg/console-kit';
import { itemKinds } from '@asg/domain/names';
import type { Task } from '@asg/sdk';
import { useQuery } from '@tanstack/react-query';
import { ImageOff, Trash2 } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';

const charactersMax = 240;
/** A character takes four at most. */
const textBytesMax = charactersMax * 4;
/** So near to what is seen it is fetched. */
const nearby = '300px';

/** The item itself, as far as it can be told at a glance. */
export function ItemFace({ task }: { readonly task: Task }) {
  if (task.content_deleted_at !== undefined)
    return (
      <span className="face face-none">
        <Trash2 size={22} aria-hidden="true" />
        The content was deleted
      </span>
    );
  return itemKinds[task.task_type] === 'image' ? <Picture task={task} /> : <TextStart task={task} />;
}

function Picture({ task }: { readonly task: Task }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken)
    return (
      <span className="face face-none">
        <ImageOff size={22} aria-hidden="true" />
        The picture cannot be shown
      </span>
    );
  return (
    <span className="face">
      <img
        src={`/v1/tasks/${encodeURIComponent(task.task_id)}/item?size=thumbnail`}
        alt="The item"
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    </span>
  );
}

function TextStart({ task }: { readonly task: Task }) {
  const face = useRef<HTMLSpanElement>(null);
  const isNear = useNear(face);
  const query = useQuery({
    queryKey: ['glance', task.task_id, charactersMax],
    queryFn: async ({ signal }) => {
      const item = await gateway.tasks.item(task.task_id, { signal });
      const start = await item.slice(0, textBytesMax).text();
      const text = start.replace(/\ufffd+$/, '');
      return text.length <= charactersMax
        ? text
        : `${text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/, '')}…`;
    },
    enabled: isNear,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <span className="face face-text" dir="auto" ref={face} data-loaded={query.data !== undefined}>
      {query.data ?? (query.isError ? 'The text cannot be shown' : '')}
    </span>
  );
}

/** Whether it was ever near to what is seen. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null || isNear) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: nearby },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, isNear]);
  return isNear;
}
