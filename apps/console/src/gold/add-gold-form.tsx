import { aboutField, Form, gateway, spoken } from '@asg/console-kit';
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
  /** One a line. */
  readonly options: string;
  readonly label: string;
  readonly reason: string;
  readonly use: (typeof goldUses)[number];
}

const nothing: Given = {
  type: 'sentiment',
  item: '',
  question: '',
  options: '',
  label: '',
  reason: '',
  use: 'test',
};

const lines = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** One item, its question and its right answer. */
export function AddGoldForm({ onDone }: { readonly onDone: () => void }) {
  const [given, setGiven] = useState(nothing);
  const client = useQueryClient();
  const say = useToast();
  const options = lines(given.options);
  const isText = itemKinds[given.type] === 'text' && !/^(?:https?|asset):\/\//.test(given.item.trim());
  const add = useMutation({
    mutationFn: () =>
      gateway.gold.add({
        type: given.type,
        ...(isText ? { data: { text: given.item } } : { data_url: given.item.trim() }),
        label_spec: { question: given.question.trim(), options: [...options] },
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
      disabled={given.item.trim() === '' || !options.includes(given.label)}
      error={add.error}
      onSend={() => add.mutate()}
    >
      <SelectField
        label="Type"
        value={given.type}
        onChange={(event) =>
          change({ type: taskTypes.find((one) => one === event.currentTarget.value) ?? given.type })
        }
        error={aboutField(add.error, 'type')}
      >
        {taskTypes.map((type) => (
          <option key={type} value={type}>
            {spoken(type)}
          </option>
        ))}
      </SelectField>
      <TextAreaField
        label="Item"
        required
        value={given.item}
        onChange={(event) => change({ item: event.currentTarget.value })}
        hint={itemKinds[given.type] === 'text' ? 'The text itself, or its URL' : 'Its URL, or asset://…'}
        error={aboutField(add.error, 'data_url') ?? aboutField(add.error, 'data.text')}
      />
      <TextField
        label="Question"
        required
        maxLength={2000}
        value={given.question}
        onChange={(event) => change({ question: event.currentTarget.value })}
        hint="To the letter as your tasks ask it: gold that reads the same goes among them"
        error={aboutField(add.error, 'label_spec.question')}
      />
      <TextAreaField
        label="Options"
        required
        value={given.options}
        onChange={(event) => change({ options: event.currentTarget.value })}
        hint={options.length < 2 ? 'One a line, two at least' : `${options.length} options`}
        error={aboutField(add.error, 'label_spec.options')}
      />
      <SelectField
        label="Right answer"
        value={given.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
        error={aboutField(add.error, 'gold_label')}
      >
        <option value="">Choose one of the options</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </SelectField>
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
