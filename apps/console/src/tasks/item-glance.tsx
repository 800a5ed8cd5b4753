import { gateway } from '@asg/console-kit';
import { itemKinds } from '@asg/domain/names';
import type { Task } from '@asg/sdk';
import { useQuery } from '@tanstack/react-query';
import { FileText, ImageOff, Trash2 } from 'lucide-react';
import { useState } from 'react';

const charactersMax = 90;
const textBytesMax = 400;
/** Texts that are kept here come at once; those of other hosts are fetched where the task is opened. */
const isKept = ({ data_url }: Pick<Task, 'data_url'>): boolean => data_url.startsWith('asset://');

type GlancedTask = Pick<Task, 'task_id' | 'task_type' | 'data_url' | 'content_deleted_at'>;

/** What a task is about, small, beside its question. */
export function ItemGlance({ task }: { readonly task: GlancedTask }) {
  return (
    <span className="glance" aria-hidden="true">
      {task.content_deleted_at !== undefined ? (
        <Trash2 size={20} />
      ) : itemKinds[task.task_type] === 'image' ? (
        <Thumbnail task={task} />
      ) : (
        <TextStart task={task} />
      )}
    </span>
  );
}

function Thumbnail({ task }: { readonly task: GlancedTask }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <ImageOff size={20} />;
  return (
    <img
      src={`/v1/tasks/${encodeURIComponent(task.task_id)}/item?size=thumbnail`}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
}

function TextStart({ task }: { readonly task: GlancedTask }) {
  const query = useQuery({
    queryKey: ['glance', task.task_id],
    queryFn: async ({ signal }) => {
      const item = await gateway.tasks.item(task.task_id, { signal });
      const start = await item.slice(0, textBytesMax).text();
      return wholeCharacters(start.slice(0, charactersMax));
    },
    enabled: isKept(task),
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
