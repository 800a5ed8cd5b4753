import { listedKeysMax } from '@asg/domain/names';
import type { Task, TaskLists } from '@asg/sdk';
import { Button, Dialog, Notice, TextField, useToast } from '@asg/ui';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { gateway } from '../api/clients.ts';
import { problemText } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';

const keyLengthMax = 100;
const suggestionsMax = 12;

/** Keys at the top of the metadata of what was loaded so far. */
function keysSeen(client: QueryClient): readonly string[] {
  const pages = client
    .getQueriesData<{ readonly pages?: readonly { readonly data: readonly Task[] }[] }>({
      queryKey: ['tasks'],
    })
    .flatMap(([, found]) => found?.pages ?? []);
  return [
    ...new Set(pages.flatMap(({ data }) => data.flatMap(({ metadata }) => Object.keys(metadata ?? {})))),
  ];
}

/** Lets the customer choose the keys that tasks are found by at any age. */
export function ListedKeys({ lists }: { readonly lists: TaskLists }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Choose keys</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Keys of your metadata" closeLabel="Close">
        <Choice lists={lists} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Choice({ lists, onDone }: { readonly lists: TaskLists; readonly onDone: () => void }) {
  const client = useQueryClient();
  const say = useToast();
  const [keys, setKeys] = useState<readonly string[]>(lists.keys);
  const [text, setText] = useState('');
  const [seen] = useState(() => keysSeen(client));
  const isFull = keys.length >= listedKeysMax;
  const choose = useMutation({
    mutationFn: () => gateway.tasks.listBy(keys),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['tasks'] });
      say({ text: 'Your tasks are listed by these keys.' });
      onDone();
    },
  });
  const add = (one: string): void => {
    if (one !== '' && !keys.includes(one) && !isFull) setKeys([...keys, one]);
    setText('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add(text.trim());
  };
  const others = seen.filter((one) => !keys.includes(one)).slice(0, suggestionsMax);
  return (
    <div className="ui-stack">
      <p>
        Tasks are found by the values of these keys in one step, however old, and a search finds the values by
        itself. Up to {listedKeysMax}, at the top of the metadata.
      </p>
      {keys.length > 0 && (
        <ul className="chips" aria-label="Chosen keys">
          {keys.map((one) => (
            <li key={one}>
              <button
                type="button"
                className="chip"
                onClick={() => setKeys(keys.filter((other) => other !== one))}
              >
                <bdi>{one}</bdi>
                <X size={14} aria-hidden="true" />
                <span className="ui-visually-hidden">: take it away</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="search" onSubmit={submit}>
        <TextField
          label="Another key"
          maxLength={keyLengthMax}
          value={text}
          disabled={isFull}
          {...(isFull ? { hint: `${listedKeysMax} are chosen: take one away first.` } : {})}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={isFull || text.trim() === ''}>
          Add
        </Button>
      </form>
      {others.length > 0 && !isFull && (
        <ul className="chips" aria-label="Keys that your tasks have">
          {others.map((one) => (
            <li key={one}>
              <button type="button" className="chip" onClick={() => add(one)}>
                <Plus size={14} aria-hidden="true" />
                <span className="ui-visually-hidden">Add </span>
                <bdi>{one}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
      {choose.isError && (
        <Notice tone="danger" urgent>
          {problemText(choose.error)}
        </Notice>
      )}
      <div className="actions">
        <Button variant="primary" busy={choose.isPending} onClick={() => choose.mutate()}>
          List by these
        </Button>
        <Button onClick={onDone}>Leave it as it was</Button>
      </div>
    </div>
  );
}

/** Where lists are still being filled: how far back they are right. */
export function StillFilling({ lists }: { readonly lists: TaskLists }) {
  if (lists.filled_to === null) return null;
  return (
    <p className="ui-hint">
      Older tasks are still being sorted in: by answer, confidence and metadata, all that were made after{' '}
      <When at={lists.filled_to} /> are there.
    </p>
  );
}
