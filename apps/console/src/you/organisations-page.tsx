import {
  consoleSession,
  currentOf,
  memberRoleTexts,
  Page,
  person,
  problemText,
  useCurrent,
  usePerson,
  useSetSession,
} from '@asg/console-kit';
import type { ConsoleSession } from '@asg/sdk';
import { Badge, Button, type Column, EmptyState, Notice, Table } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { OrganisationDataCard } from '../leaving/organisation-data-card.tsx';
import { Leave } from './leave.tsx';

type Organisation = NonNullable<ConsoleSession['person']>['organisations'][number];

/** The organisations of the person: this session is in one of them at a time. */
export default function OrganisationsPage() {
  const { organisations } = usePerson();
  const session = useCurrent();
  const { customer } = session;
  const [leaving, setLeaving] = useState(false);
  const setSession = useSetSession();
  const [, navigate] = useLocation();
  const enter = useMutation({
    mutationFn: async (customerId: string) => {
      await person.enterOrganisation(customerId);
      return consoleSession.get();
    },
    onSuccess: (session) => {
      setSession(session);
      navigate('/');
    },
  });
  const columns: readonly Column<Organisation>[] = [
    {
      title: 'Organisation',
      cell: ({ name, customer_id }) => (
        <span className="stacked">
          <span className="wrap">{name}</span>
          <small className="ui-mono">{customer_id}</small>
        </span>
      ),
    },
    {
      title: 'You are',
      cell: ({ role }) => (
        <span className="stacked">
          <span>{role}</span>
          <small>{memberRoleTexts[role]}</small>
        </span>
      ),
    },
    {
      title: 'Enter',
      align: 'end',
      cell: (one) => (
        <Enter
          one={one}
          busy={enter.isPending && enter.variables === one.customer_id}
          onEnter={() => enter.mutate(one.customer_id)}
          onLeave={() => setLeaving(true)}
        />
      ),
    },
  ];
  return (
    <Page title="Organisations" lead="What you see and do here belongs to one of them at a time.">
      <div className="ui-stack">
        {enter.isError && (
          <Notice tone="danger" urgent>
            {problemText(enter.error)}
          </Notice>
        )}
        {organisations.length === 0 ? (
          <EmptyState icon={<Building2 size={28} />} title="You are in no organisation">
            <p>Somebody who owns one can invite you, by your e-mail.</p>
          </EmptyState>
        ) : (
          <Table
            caption="Your organisations"
            columns={columns}
            rows={organisations}
            rowKey={({ customer_id }) => customer_id}
          />
        )}
      </div>
      {currentOf(session)?.role === 'owner' && <OrganisationDataCard />}
      {customer !== null && <Leave open={leaving} onClose={() => setLeaving(false)} />}
    </Page>
  );
}

interface EnterProps {
  readonly one: Organisation;
  readonly busy: boolean;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

function Enter({ one: { name, current, suspended }, busy, onEnter, onLeave }: EnterProps) {
  if (suspended) return <Badge tone="danger">Suspended</Badge>;
  if (current)
    return (
      <span className="row-actions">
        <Badge tone="accent">You are here</Badge>
        <Button aria-label={`Leave ${name}`} onClick={onLeave}>
          Leave
        </Button>
      </span>
    );
  return (
    <Button busy={busy} aria-label={`Enter ${name}`} onClick={onEnter}>
      Enter
    </Button>
  );
}
