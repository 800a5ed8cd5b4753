import { person, save, sessionKey, useCustomer, usePerson } from '@asg/console-kit';
import { Button, Card, useToast } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DeletionNotice } from './deletion-notice.tsx';
import { ProvenDialog } from './proven-dialog.tsx';

/** For owners: all that is known of the organisation that they are in, to take along, and its end. */
export function OrganisationDataCard() {
  const { name, customer_id: customerId } = useCustomer();
  const { organisations } = usePerson();
  const client = useQueryClient();
  const say = useToast();
  const [asked, setAsked] = useState<'export' | 'delete' | null>(null);
  const close = (): void => setAsked(null);
  const fresh = () => client.invalidateQueries({ queryKey: sessionKey });
  const deletion = organisations.find(({ current }) => current)?.deletion ?? null;
  return (
    <Card title="Data of this organisation" hint="For its owners: take all of it along, or have it deleted.">
      <div className="ui-stack">
        <p className="wrap">{name}</p>
        {deletion !== null && (
          <DeletionNotice
            what="This organisation is to be deleted."
            from={deletion.erased_from}
            action="Keep the organisation"
            keep={() => person.keepOrganisation()}
            onKept={() => {
              say({ text: 'The organisation stays.' });
              return fresh();
            }}
          />
        )}
        <div className="actions">
          <Button icon={<Download size={18} aria-hidden="true" />} onClick={() => setAsked('export')}>
            Download all data
          </Button>
          {deletion === null && (
            <Button icon={<Trash2 size={18} aria-hidden="true" />} onClick={() => setAsked('delete')}>
              Delete the organisation
            </Button>
          )}
        </div>
      </div>
      <ProvenDialog
        open={asked === 'export'}
        title="Download all data"
        submit="Download"
        onProof={async (proof) => {
          save(await new Response(await person.exportOrganisation(proof)).blob(), `${customerId}.jsonl`);
          say({ text: 'The data is downloaded.' });
        }}
        onClose={close}
      >
        <p>
          One file, a JSON document a line: members, keys without secrets, jobs, tasks with their results,
          money, and who did what. First show that it is you.
        </p>
      </ProvenDialog>
      <ProvenDialog
        open={asked === 'delete'}
        title="Delete the organisation?"
        submit="Delete the organisation"
        isDangerous
        onProof={async (proof) => {
          await person.deleteOrganisation(proof);
          await fresh();
        }}
        onClose={close}
      >
        <ul className="plain">
          <li>In 14 days its keys open nothing, webhooks stop, and what is open is cancelled.</li>
          <li>Items, names, e-mails and all that is personal are erased. Nobody brings it back.</li>
          <li>What was paid, labels and receipts stay, under its id alone.</li>
          <li>Owners and admins are told by mail. Until then an owner takes it back on this page.</li>
        </ul>
      </ProvenDialog>
    </Card>
  );
}
