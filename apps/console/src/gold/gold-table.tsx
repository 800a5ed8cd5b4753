import { Confirm, count, gateway, percent, plural, problemText, spoken, When } from '@asg/console-kit';
import { Answer, type Asked, answerText } from '@asg/console-kit/kinds';
import type { OwnGold } from '@asg/sdk';
import { Badge, Button, type Column, Table, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { GoldGlance } from './gold-glance.tsx';

interface GoldTableProps {
  readonly items: readonly OwnGold[];
  readonly mayChange: boolean;
}

/** Gold items with what workers answered, and what may be done about each. */
export function GoldTable({ items, mayChange }: GoldTableProps) {
  const [retiring, setRetiring] = useState<OwnGold | null>(null);
  const client = useQueryClient();
  const say = useToast();
  const refresh = () => client.invalidateQueries({ queryKey: ['gold'] });
  const use = useMutation({
    mutationFn: ({ gold_id, use }: OwnGold) =>
      gateway.gold.change(gold_id, { use: use === 'test' ? 'practice' : 'test' }),
    onSuccess: ({ use }) =>
      say({ text: use === 'practice' ? 'It is for practice now.' : 'It is for tests now.' }),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: refresh,
  });
  const retire = useMutation({
    mutationFn: ({ gold_id }: OwnGold) => gateway.gold.retire(gold_id),
    onSuccess: () => {
      setRetiring(null);
      say({ text: 'It is given out no more.' });
    },
    onSettled: refresh,
  });
  const columns: readonly Column<OwnGold>[] = [
    { title: 'Item', cell: (gold) => <Item gold={gold} /> },
    { title: 'For', cell: (gold) => <Use gold={gold} /> },
    { title: 'Answers', cell: (gold) => <Answers gold={gold} /> },
    { title: 'From', cell: (gold) => <Source gold={gold} /> },
    ...(mayChange
      ? [
          {
            title: 'Actions',
            align: 'end' as const,
            cell: (gold: OwnGold) =>
              gold.state === 'active' && (
                <span className="actions">
                  {(gold.use === 'test' || gold.practised === 0) && (
                    <Button
                      aria-label={`${otherUse(gold)}: ${nameOf(gold)}`}
                      busy={use.isPending && use.variables.gold_id === gold.gold_id}
                      onClick={() => use.mutate(gold)}
                    >
                      {otherUse(gold)}
                    </Button>
                  )}
                  <Button aria-label={`Retire: ${nameOf(gold)}`} onClick={() => setRetiring(gold)}>
                    Retire
                  </Button>
                </span>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Table caption="Gold" columns={columns} rows={items} rowKey={({ gold_id }) => gold_id} />
      <Confirm
        open={retiring !== null}
        title="Retire this item?"
        action="Retire it"
        busy={retire.isPending}
        error={retire.error}
        onConfirm={() => retiring !== null && retire.mutate(retiring)}
        onClose={() => setRetiring(null)}
      >
        <p className="wrap">
          It is given to nobody any more, and cannot be brought back. Its answers stay counted
          {retiring !== null && `: ${plural(retiring.hits, 'hit')}, ${misses(retiring.misses)}`}.
        </p>
      </Confirm>
    </>
  );
}

const misses = (number: number): string => `${count(number)} ${number === 1 ? 'miss' : 'misses'}`;
const otherUse = ({ use }: OwnGold): string => (use === 'test' ? 'For practice' : 'For tests');
/** What tells one row from the next, for who hears the buttons. */
const nameOf = (gold: OwnGold): string =>
  `${gold.label_spec.question} ${answerText(askedOf(gold), gold.gold_label)}, ${gold.gold_id}`;

const askedOf = ({ type, label_spec: spec }: OwnGold): Asked => ({ type, spec });

function Item({ gold }: { readonly gold: OwnGold }) {
  return (
    <span className="with-glance">
      <GoldGlance gold={gold} />
      <span className="stacked">
        <strong className="wrap clamp">
          <Answer asked={askedOf(gold)} answer={gold.gold_label} />
        </strong>
        <small className="wrap clamp">{gold.label_spec.question}</small>
        {gold.reason !== null && <small className="wrap clamp">Because: {gold.reason}</small>}
      </span>
    </span>
  );
}

function Use({ gold }: { readonly gold: OwnGold }) {
  return (
    <span className="stacked">
      <Badge tone={gold.use === 'test' ? 'accent' : 'neutral'}>
        {gold.use === 'test' ? 'Tests' : 'Practice'}
      </Badge>
      <small>{spoken(gold.type)}</small>
      {gold.retired_at !== null && (
        <small>
          Retired <When at={gold.retired_at} />
        </small>
      )}
    </span>
  );
}

function Answers({ gold }: { readonly gold: OwnGold }) {
  const { hits, misses: missed, answers, good_workers: good, suspect } = gold;
  const all = hits + missed;
  if (all === 0) return <span className="ui-muted">nobody yet</span>;
  const wrong = Object.entries(answers).filter(([label, times]) => label !== gold.gold_label && times > 0);
  return (
    <span className="stacked">
      <span className="ui-number">
        {plural(hits, 'hit')}, {misses(missed)} ({percent(hits / all)} right)
      </span>
      {wrong.length > 0 && (
        <small className="wrap clamp">
          {wrong.map(([label, times]) => `${count(times)} × ${answerText(askedOf(gold), label)}`).join(', ')}
        </small>
      )}
      {suspect && (
        <>
          <Badge tone="warning">Suspect</Badge>
          <small>
            {good.misses > 0
              ? `${count(good.misses)} of ${plural(good.hits + good.misses, 'good worker')} missed it`
              : 'Nearly all missed it'}
            : is the answer right?
          </small>
        </>
      )}
    </span>
  );
}

function Source({ gold }: { readonly gold: OwnGold }) {
  const { source, job_id: job, task_id: task, created_at } = gold;
  return (
    <span className="stacked">
      {job !== null ? (
        <Link href={`/jobs/${job}`}>A job</Link>
      ) : task !== null ? (
        <Link href={`/tasks/${task}`}>A task</Link>
      ) : (
        <span>{source === 'file' ? 'A file' : 'By hand'}</span>
      )}
      <small>
        <When at={created_at} />
      </small>
    </span>
  );
}
