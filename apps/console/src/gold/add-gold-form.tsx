import { aboutField, Form, gateway, spoken } from '@asg/console-kit';
import {
  AnswerField,
  ComparedFields,
  comparedBy,
  type Draft,
  kindViews,
  noItems,
  typeSays,
  viewOf,
} from '@asg/console-kit/kinds';
import { type goldUses, itemKinds, taskTypes } from '@asg/domain/names';
import type { AddOwnGold } from '@asg/sdk';
import { SelectField, TextAreaField, TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { UseField } from './use-field.tsx';

interface Given {
  readonly type: AddOwnGold['type'];
  /** A URL, or the text itself. */
  readonly item: string;
  readonly question: string;
  /** What the kind of the type asks for, e.g. its options. */
  readonly draft: Draft;
  /** What is compared, where the type compares. */
  readonly items: typeof noItems;
  readonly label: string;
  readonly reason: string;
  readonly use: (typeof goldUses)[number];
}

const nothing: Given = {
  type: 'sentiment',
  item: '',
  question: '',
  draft: Object.assign({}, ...Object.values(kindViews).map(({ draft }) => draft)),
  items: noItems,
  label: '',
  reason: '',
  use: 'test',
};

function itemBy(item: string, isText: boolean) {
  if (item.trim() === '') return {};
  return isText ? { data: { text: item } } : { data_url: item.trim() };
}

/** One item, its question and its right answer. */
export function AddGoldForm({ onDone }: { readonly onDone: () => void }) {
  const [given, setGiven] = useState(nothing);
  const client = useQueryClient();
  const say = useToast();
  const { hasItems, specOf, Fields, counted, parts } = viewOf(given.type);
  const asked = specOf(given.draft);
  const spec = hasItems ? { ...asked, items: given.items.map(({ id }) => id.trim()) } : asked;
  const isAnswer =
    given.label !== '' && parts(given.label, spec).every((part) => counted(spec).includes(part));
  const isText = itemKinds[given.type] !== 'image' && !/^(?:https?|asset):\/\//.test(given.item.trim());
  const add = useMutation({
    mutationFn: () =>
      gateway.gold.add({
        type: given.type,
        ...itemBy(given.item, isText),
        ...(hasItems && { items: comparedBy(given.items) }),
        label_spec: { question: given.question.trim(), ...asked },
        gold_label: given.label,
        use: given.use,
        ...(given.reason.trim() !== '' && { reason: given.reason.trim() }),
      }),
    onSuccess: () => {
      say({ text: 'The item is added.' });
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['gold'] }),
  });
  const change = (some: Partial<Given>): void => setGiven({ ...given, ...some });
  return (
    <Form
      action="Add the item"
      isMain
      busy={add.isPending}
      disabled={(given.item.trim() === '' && !hasItems) || !isAnswer}
      error={add.error}
      onSend={() => add.mutate()}
    >
      <SelectField
        label="Type"
        value={given.type}
        onChange={(event) =>
          change({ type: taskTypes.find((one) => one === event.currentTarget.value) ?? given.type })
        }
        hint={typeSays[given.type]}
        error={aboutField(add.error, 'type')}
      >
        {taskTypes.map((type) => (
          <option key={type} value={type}>
            {spoken(type)}
          </option>
        ))}
      </SelectField>
      <TextAreaField
        label={hasItems ? 'What is shown above the items' : 'Item'}
        {...(hasItems ? { note: 'optional' } : { required: true })}
        value={given.item}
        onChange={(event) => change({ item: event.currentTarget.value })}
        hint={itemKinds[given.type] === 'image' ? 'Its URL, or asset://…' : 'The text itself, or its URL'}
        error={aboutField(add.error, 'data_url') ?? aboutField(add.error, 'data.text')}
      />
      {hasItems && (
        <ComparedFields items={given.items} onChange={(items) => change({ items })} error={add.error} />
      )}
      <TextField
        label="Question"
        required
        maxLength={2000}
        value={given.question}
        onChange={(event) => change({ question: event.currentTarget.value })}
        hint="To the letter as your tasks ask it: gold that reads the same goes among them"
        error={aboutField(add.error, 'label_spec.question')}
      />
      <Fields draft={given.draft} onChange={(draft) => change({ draft })} error={add.error} />
      <AnswerField
        type={given.type}
        spec={spec}
        label="Right answer"
        value={isAnswer ? given.label : ''}
        onChange={(label) => change({ label })}
        error={aboutField(add.error, 'gold_label')}
        none="Choose one of the options"
      />
      <TextField
        label="Why it is right"
        note="optional"
        maxLength={1000}
        value={given.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        hint="Workers are told in practice, and never else"
        error={aboutField(add.error, 'reason')}
      />
      <UseField use={given.use} onChange={(use) => change({ use })} />
    </Form>
  );
}
