import { aboutField, gateway, Refused } from '@asg/console-kit';
import { ComparedFields, comparedBy, noItems, viewOf } from '@asg/console-kit/kinds';
import { itemKinds } from '@asg/domain/names';
import { parseJson } from '@asg/domain/values';
import { byteSize } from '@asg/formats/size';
import { isRetryable } from '@asg/sdk';
import { Button, Card, SelectField, TextAreaField, TextField, useToast } from '@asg/ui';
import { isRecord } from '@asg/values/json';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';

import { Forecast } from './forecast.tsx';
import { type Item, ItemsView, ItemView } from './item-view.tsx';
import { OrderFields } from './order-fields.tsx';
import { askedOf, crowdOf, emptySpec, isFieldOfForm, labelSpecOf, orderOf, policyOf } from './spec.ts';
import { SpecFields, TypeField } from './spec-fields.tsx';
import { WorkerCard } from './worker-card.tsx';

/** The metadata as an object; a message where it is none. */
function metadataOf(text: string): {
  readonly value?: Readonly<Record<string, unknown>>;
  readonly problem: string | null;
} {
  if (text.trim() === '') return { problem: null };
  const parsed = parseJson(text, 'metadata');
  if (parsed.ok && isRecord(parsed.value)) return { value: parsed.value, problem: null };
  const reason = parsed.ok ? '' : `: ${parsed.reason}`;
  return { problem: `Metadata must be a JSON object, e.g. {"order": "4711"}${reason}` };
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export function OneTask() {
  const [spec, setSpec] = useState(emptySpec);
  const [chosenItem, setItemIs] = useState<'url' | 'text' | 'none'>('url');
  const [compared, setCompared] = useState(noItems);
  const [dataUrl, setDataUrl] = useState('');
  const [text, setText] = useState('');
  const [metadataText, setMetadataText] = useState('');
  // Sent again after a lost answer, it gives the same task.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const say = useToast();
  const metadata = metadataOf(metadataText);
  const { hasItems } = viewOf(spec.type);
  const itemIs = chosenItem === 'none' && !hasItems ? 'url' : chosenItem;
  const isWrongType = itemIs === 'text' && itemKinds[spec.type] === 'image';
  const item: Item = itemIs === 'text' ? { kind: 'text', text } : { kind: 'url', text: dataUrl.trim() };
  const submit = useMutation({
    mutationFn: () =>
      gateway.tasks.submit({
        type: spec.type,
        ...(itemIs === 'url' && { data_url: dataUrl.trim() }),
        ...(itemIs === 'text' && { data: { text } }),
        ...(hasItems && { items: comparedBy(compared) }),
        label_spec: labelSpecOf(spec),
        ...policyOf(spec),
        sensitive: spec.sensitive,
        ...crowdOf(spec),
        ...orderOf(spec),
        idempotency_key: key,
        ...(metadata.value === undefined ? {} : { metadata: metadata.value }),
      }),
    onSuccess: (task) => {
      say({ text: 'The task is accepted.' });
      void client.invalidateQueries();
      navigate(`/tasks/${task.task_id}`);
    },
    // What was refused made no task: a changed form is another submission. What got no answer may have made one.
    onError: (error) => {
      if (!isRetryable(error)) setKey(crypto.randomUUID());
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (metadata.problem === null) submit.mutate();
  };
  return (
    <div className="main-aside">
      <Card title="The task">
        <form className="form" onSubmit={send} noValidate>
          <TypeField
            spec={spec}
            onChange={(next) => {
              if (viewOf(next.type).hasItems && !hasItems && dataUrl === '') setItemIs('none');
              setSpec(next);
            }}
            error={submit.error}
            typeField="type"
            typeProblem={isWrongType ? 'The item is a text: choose a type that takes texts' : null}
          />
          <SelectField
            label={hasItems ? 'What is shown above the items' : 'What is to be labelled'}
            value={itemIs}
            onChange={({ currentTarget: { value } }) => {
              const isText = value === 'text';
              setItemIs(isText ? 'text' : value === 'none' ? 'none' : 'url');
              if (isText && itemKinds[spec.type] === 'image')
                setSpec({ ...spec, type: 'text_classification' });
            }}
          >
            {hasItems && <option value="none">Nothing</option>}
            <option value="url">An image or a text at an address (URL)</option>
            <option value="text">A text, written here{hasItems && ', e.g. the prompt'}</option>
          </SelectField>
          {itemIs === 'url' && (
            <TextField
              label="URL of the data"
              type="url"
              required
              maxLength={2048}
              placeholder="https://example.com/image.jpg"
              value={dataUrl}
              onChange={(event) => setDataUrl(event.currentTarget.value)}
              hint="Of an image or a text; workers see it through this server"
              error={aboutField(submit.error, 'data_url')}
            />
          )}
          {itemIs === 'text' && (
            <TextAreaField
              label="The text"
              required
              dir="auto"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              hint={`Workers see it as it is, with its line breaks; ${byteSize(bytesOf(text))} of at most 64 KiB`}
              error={aboutField(submit.error, 'data.text') ?? aboutField(submit.error, 'data')}
            />
          )}
          {hasItems && <ComparedFields items={compared} onChange={setCompared} error={submit.error} />}
          <SpecFields spec={spec} onChange={setSpec} error={submit.error} />
          <OrderFields spec={spec} onChange={setSpec} error={submit.error} />
          <TextAreaField
            label="Metadata"
            note="optional"
            spellCheck={false}
            value={metadataText}
            onChange={(event) => setMetadataText(event.currentTarget.value)}
            hint="A JSON object of your own; it comes back unchanged"
            error={metadata.problem ?? aboutField(submit.error, 'metadata')}
          />
          {submit.isError && <Refused error={submit.error} told={isFieldOfForm} />}
          <div className="actions">
            <Button type="submit" variant="primary" size="large" busy={submit.isPending}>
              Submit the task
            </Button>
          </div>
        </form>
      </Card>
      <div className="ui-stack">
        <WorkerCard
          hint="What is written here, as it will look"
          at={0}
          total={1}
          onMove={() => undefined}
          question={spec.question}
          type={spec.type}
          asked={hasItems ? { ...askedOf(spec), items: compared.map(({ id }) => id) } : askedOf(spec)}
          instructions={spec.instructions}
        >
          {itemIs !== 'none' && <ItemView item={item} />}
          {hasItems && <ItemsView items={compared} />}
        </WorkerCard>
        <Forecast tasks={1} spec={spec} />
      </div>
    </div>
  );
}
