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
  const { items = [] } = task.label_spec;
  if (items.length > 0) return <Faces task={task} items={items} />;
  return itemKinds[task.task_type] === 'image' ? <Picture task={task} /> : <Start task={task} />;
}

/** The first two of several items, side by side. */
function Faces({ task, items }: { readonly task: Task; readonly items: readonly string[] }) {
  const more = items.length - facesShown;
  return (
    <span className="faces">
      {items.slice(0, facesShown).map((item) => (
        <Start key={item} task={task} item={item} />
      ))}
      {more > 0 && <span className="faces-more">+{more}</span>}
    </span>
  );
}

interface FaceProps {
  readonly task: Task;
  /** Of several items, the id of this one. */
  readonly item?: string;
}

const facesShown = 2;

function Picture({ task, item }: FaceProps) {
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
        src={`/v1/tasks/${encodeURIComponent(task.task_id)}/item?size=thumbnail${item === undefined ? '' : `&item=${encodeURIComponent(item)}`}`}
        alt="The item"
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
      />
    </span>
  );
}

/** How a text begins; of a type that takes pictures too, the picture where it is one. */
function Start({ task, item }: FaceProps) {
  const face = useRef<HTMLSpanElement>(null);
  const isNear = useNear(face);
  const query = useQuery({
    queryKey: ['glance', task.task_id, item, charactersMax],
    queryFn: async ({ signal }) => {
      const which = item === undefined ? {} : { item };
      const content = await gateway.tasks.item(task.task_id, { size: 'thumbnail', ...which, signal });
      if (content.type.startsWith('image/')) return null;
      const start = await content.slice(0, textBytesMax).text();
      const text = start.replace(/\ufffd+$/, '');
      return text.length <= charactersMax
        ? text
        : `${text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/, '')}…`;
    },
    enabled: isNear,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.data === null) return <Picture task={task} {...(item !== undefined && { item })} />;
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
