import { Asked, gateway, Page, useMay } from '@asg/console-kit';
import type { OwnModel } from '@asg/sdk';
import { Button, Card, EmptyState, Notice, Sheet } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { AddModelForm, ChangeModelForm } from './model-forms.tsx';
import { ModelTable } from './model-table.tsx';
import { Worth } from './worth.tsx';

/** Models that the server asks, and what every model is worth on the organisation's tasks. */
export default function ModelsPage() {
  const mayChange = useMay('models');
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title="Models"
      lead="Your models beside people: each counts for what it was worth on your tasks, and never more."
      aside={
        mayChange && (
          <Button
            variant="primary"
            icon={<Plus size={18} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            Add a model
          </Button>
        )
      }
    >
      {mayChange ? (
        <OwnModels />
      ) : (
        <Notice>Owners and admins say which models the server asks. You see what models are worth.</Notice>
      )}
      <Card
        title="What models are worth"
        hint="On the kinds of task that they said something of, by your own tasks alone. Also of models whose predictions you send yourself."
      >
        <Worth />
      </Card>
      <Sheet open={adding} onClose={() => setAdding(false)} title="Add a model" closeLabel="Close">
        <AddModelForm onDone={() => setAdding(false)} />
      </Sheet>
    </Page>
  );
}

const refreshMs = 10_000;

function OwnModels() {
  const [changing, setChanging] = useState<OwnModel | null>(null);
  const query = useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => gateway.models.list({ signal }),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <Asked query={query} height="16rem">
        {(models) =>
          models.length > 0 ? (
            <ModelTable models={models} onChange={setChanging} />
          ) : (
            <EmptyState icon={<Bot size={28} />} title="No models yet">
              <p>
                Add any endpoint with chat completions of OpenAI’s form, and the server asks it of your open
                tasks of the adaptive policy.
              </p>
            </EmptyState>
          )
        }
      </Asked>
      <Sheet
        open={changing !== null}
        onClose={() => setChanging(null)}
        title="Change a model"
        closeLabel="Close"
      >
        {changing !== null && <ChangeModelForm model={changing} onDone={() => setChanging(null)} />}
      </Sheet>
    </>
  );
}
