import { asSentence, Confirm, count, gateway, plural, problemText, When } from '@asg/console-kit';
import type { OwnModel } from '@asg/sdk';
import { Badge, Button, type Column, Meter, Table, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { templateText } from './terms.ts';

interface ModelTableProps {
  readonly models: readonly OwnModel[];
  readonly onChange: (model: OwnModel) => void;
}

const states = {
  running: { text: 'On', tone: 'accent' },
  waiting: { text: 'Waits', tone: 'warning' },
  budget_used: { text: 'Budget used', tone: 'warning' },
  switched_off: { text: 'Off', tone: 'neutral' },
} as const;

/** The models that the server asks, each with how it gets on and what may be done about it. */
export function ModelTable({ models, onChange }: ModelTableProps) {
  const [removing, setRemoving] = useState<OwnModel | null>(null);
  const client = useQueryClient();
  const say = useToast();
  const turn = useMutation({
    mutationFn: ({ name, active }: OwnModel) => gateway.models.update(name, { active: !active }),
    onSuccess: ({ name, active }) => say({ text: active ? `${name} is on.` : `${name} is off.` }),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  });
  const remove = useMutation({
    mutationFn: ({ name }: OwnModel) => gateway.models.remove(name),
    onSuccess: () => setRemoving(null),
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  });
  const columns: readonly Column<OwnModel>[] = [
    {
      title: 'Model',
      cell: ({ name, url, model }) => (
        <span className="stacked">
          <strong className="wrap">{name}</strong>
          <small className="wrap">
            {model} at {hostOf(url)}
          </small>
        </span>
      ),
    },
    { title: 'State', cell: (model) => <State model={model} /> },
    {
      title: 'Asked of',
      cell: ({ templates }) => (
        <span className="stacked">
          {templates.map((template) => (
            <span key={templateText(template)} className="wrap">
              {templateText(template)}
            </span>
          ))}
        </span>
      ),
    },
    {
      title: 'Budget of today',
      cell: ({ name, requests_today: used, requests_per_day: budget }) => (
        <span className="stacked">
          <span className="ui-number">
            {count(used)} of {count(budget)}
          </span>
          <Meter
            label={`Budget of today, ${name}`}
            share={used / budget}
            tone={used < budget ? 'accent' : 'warning'}
            text={`${count(used)} of ${plural(budget, 'request')}`}
          />
        </span>
      ),
    },
    {
      title: 'Answers',
      cell: ({ predictions_kept: kept, answers_unusable: unusable, answers_late: late, tokens }) => (
        <span className="stacked">
          <span>{count(kept)} kept</span>
          <small>
            {count(unusable)} unusable, {count(late)} late, {plural(tokens, 'token')}
          </small>
        </span>
      ),
    },
    {
      title: 'Actions',
      align: 'end',
      cell: (model) => (
        <span className="actions">
          <Button aria-label={`Change ${model.name}`} onClick={() => onChange(model)}>
            Change
          </Button>
          <Button
            aria-label={`Switch ${model.active ? 'off' : 'on'} ${model.name}`}
            busy={turn.isPending && turn.variables.name === model.name}
            onClick={() => turn.mutate(model)}
          >
            {model.active ? 'Switch off' : 'Switch on'}
          </Button>
          <Button aria-label={`Remove ${model.name}`} onClick={() => setRemoving(model)}>
            Remove
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <Table caption="Models" columns={columns} rows={models} rowKey={({ name }) => name} />
      <Confirm
        open={removing !== null}
        title="Remove this model?"
        action="Remove it"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => removing !== null && remove.mutate(removing)}
        onClose={() => setRemoving(null)}
      >
        <p className="wrap">
          <strong>{removing?.name}</strong> is asked no more, and its key is deleted. What it said of tasks
          stays with them, and what is known of it with your kinds of task.
        </p>
      </Confirm>
    </>
  );
}

function State({ model }: { readonly model: OwnModel }) {
  const { text, tone } = states[model.status];
  const why = model.disabled_reason ?? model.last_problem;
  return (
    <span className="stacked">
      <Badge tone={model.disabled_reason === null ? tone : 'danger'}>{text}</Badge>
      {why !== null && <small className="wrap">{asSentence(why)}</small>}
      {model.next_at !== null && (
        <small>
          Goes on <When at={model.next_at} />
        </small>
      )}
    </span>
  );
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
