import { person, save, sessionKey, usePerson } from '@asg/console-kit';
import { Button, Card, useToast } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DeletionNotice } from './deletion-notice.tsx';
import { ProvenDialog } from './proven-dialog.tsx';

/** What is known of who is signed in, to take along, and the end of their account. */
export function YourDataCard() {
  const { person_id: personId, deletion } = usePerson();
  const client = useQueryClient();
  const say = useToast();
  const [asked, setAsked] = useState<'export' | 'delete' | null>(null);
  const close = (): void => setAsked(null);
  const fresh = () => client.invalidateQueries({ queryKey: sessionKey });
  return (
    <Card
      title="Your data"
      hint="Take along all that is known of you, or have your account deleted. What your organisations have is theirs."
    >
      <div className="ui-stack">
        {deletion !== null && (
          <DeletionNotice
            what="Your account is to be deleted."
            from={deletion.erased_from}
            action="Keep my account"
            keep={() => person.keepAccount()}
            onKept={() => {
              say({ text: 'Your account stays.' });
              return fresh();
            }}
          />
        )}
        <div className="actions">
          <Button icon={<Download size={18} aria-hidden="true" />} onClick={() => setAsked('export')}>
            Download my data
          </Button>
          {deletion === null && (
            <Button icon={<Trash2 size={18} aria-hidden="true" />} onClick={() => setAsked('delete')}>
              Delete my account
            </Button>
          )}
        </div>
      </div>
      <ProvenDialog
        open={asked === 'export'}
        title="Download my data"
        submit="Download"
        onProof={async (proof) => {
          save(await new Response(await person.exportData(proof)).blob(), `${personId}.json`);
          say({ text: 'Your data is downloaded.' });
        }}
        onClose={close}
      >
        <p>One file with your account, sign-ins, mails and what you did. First show that it is you.</p>
      </ProvenDialog>
      <ProvenDialog
        open={asked === 'delete'}
        title="Delete your account?"
        submit="Delete my account"
        isDangerous
        onProof={async (proof) => {
          await person.deleteAccount(proof);
          await fresh();
        }}
        onClose={close}
      >
        <ul className="plain">
          <li>In 14 days all that is personal is erased: e-mail, passkeys, sign-ins, invitations.</li>
          <li>Until then a log-in, the link in the mail, or this page takes it back.</li>
          <li>You are a member of no organisation then. What you did for them stays theirs.</li>
          <li>
            If you are the only owner of an organisation, make somebody else an owner first, or delete it,
            too.
          </li>
        </ul>
      </ProvenDialog>
    </Card>
  );
}
