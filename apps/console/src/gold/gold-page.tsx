import { gateway, Page, Paged, useMay } from '@asg/console-kit';
import { goldSorts, goldStates, goldUses, isOneOf } from '@asg/domain/names';
import { Button, EmptyState, SelectField, Sheet, Tabs } from '@asg/ui';
import { Plus, Target } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { AddGoldForm } from './add-gold-form.tsx';
import { GoldFileForm } from './gold-file-form.tsx';
import { GoldTable } from './gold-table.tsx';

const refreshMs = 10_000;
const names = ['state', 'use', 'template', 'sort'] as const;
type Filter = Partial<Record<(typeof names)[number], string>>;

/** Items whose answer is known, and how workers answer them. */
export default function GoldPage() {
  const mayChange = useMay('submit');
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const filter: Filter = Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const change = (given: Filter): void => {
    const next = Object.entries({ ...filter, ...given }).filter(([, value]) => value !== '');
    setParams(Object.fromEntries(next), { replace: true });
  };
  return (
    <Page
      title="Gold"
      lead="Items whose answer you know. No worker is told which tasks are gold."
      aside={
        mayChange && (
          <Button
            variant="primary"
            icon={<Plus size={18} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            Add gold
          </Button>
        )
      }
    >
      <Filters filter={filter} onChange={change} />
      {filter.template !== undefined && (
        <p>
          Only of one kind of task. <Link href="/gold">Show all</Link> ·{' '}
          <Link href="/quality">Calibration</Link>
        </p>
      )}
      <Paged
        queryKey={['gold', filter]}
        load={(cursor, signal) => gateway.gold.page(queryOf(filter, cursor), { signal })}
        refreshMs={refreshMs}
        empty={<Nothing isFiltered={Object.keys(filter).length > 0} />}
        list={(rows) => <GoldTable items={rows} mayChange={mayChange} />}
      />
      <AddSheet open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function queryOf({ state, use, template, sort }: Filter, cursor: string | null) {
  return {
    ...(cursor !== null && { cursor }),
    ...(isOneOf(goldStates, state) && { state }),
    ...(isOneOf(goldUses, use) && { use }),
    ...(isOneOf(goldSorts, sort) && { sort }),
    ...(template !== undefined && { template }),
  };
}

interface FiltersProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  return (
    <search className="even-filters">
      <SelectField
        label="State"
        value={filter.state ?? ''}
        onChange={(event) => onChange({ state: event.currentTarget.value })}
      >
        <option value="">Active</option>
        <option value="retired">Retired</option>
      </SelectField>
      <SelectField
        label="For"
        value={filter.use ?? ''}
        onChange={(event) => onChange({ use: event.currentTarget.value })}
      >
        <option value="">Both</option>
        <option value="test">Tests</option>
        <option value="practice">Practice</option>
      </SelectField>
      <SelectField
        label="Order"
        value={filter.sort ?? ''}
        onChange={(event) => onChange({ sort: event.currentTarget.value })}
      >
        <option value="">Newest first</option>
        <option value="misses">Most misses first</option>
      </SelectField>
    </search>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={<Target size={28} />} title="No such gold">
      <p>
        <Link href="/gold">Show all that is active</Link>
      </p>
    </EmptyState>
  ) : (
    <EmptyState icon={<Target size={28} />} title="No gold yet">
      <p>
        Add items whose answer you are sure of, by hand or by file, or make gold of a task that was decided.
        They show how well workers answer, and how true confidences are.
      </p>
    </EmptyState>
  );
}

function AddSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [way, setWay] = useState<'hand' | 'file'>('hand');
  return (
    <Sheet open={open} onClose={onClose} title="Add gold" closeLabel="Close">
      <Tabs
        label="How to add gold"
        tabs={[
          { key: 'hand', title: 'By hand' },
          { key: 'file', title: 'By file' },
        ]}
        chosen={way}
        onChoose={setWay}
      >
        {way === 'hand' ? <AddGoldForm onDone={onClose} /> : <GoldFileForm onDone={onClose} />}
      </Tabs>
    </Sheet>
  );
}
