import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/field.tsx';
import { Dialog } from '../dialog.tsx';
import { Notice } from '../states.tsx';
import { textIn, useAction } from './action.ts';
import { canUsePasskeys, makePasskey } from './passkeys.ts';
import { ProofForm } from './proof-form.tsx';
import type { FactorProps, FactorsShown, Passkey } from './types.ts';

interface PasskeysCardProps extends FactorProps {
  readonly shown: FactorsShown;
}

/** The passkeys of an account, each to be removed, and another one. */
export function PasskeysCard(props: PasskeysCardProps) {
  const { shown, texts, moment, card: Card } = props;
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<Passkey | null>(null);
  return (
    <Card title={texts.passkeys} hint={texts.passkeysLead}>
      <ul className="ui-settings">
        {shown.passkeys.map((passkey) => (
          <li key={passkey.passkey_id}>
            <span className="ui-breaks">
              {passkey.name}
              <br />
              <span className="ui-muted">
                {texts.added({ time: moment(passkey.added_at) })}
                {' · '}
                {passkey.last_used_at === null
                  ? texts.neverUsed
                  : texts.used({ time: moment(passkey.last_used_at) })}
              </span>
            </span>
            <Button aria-label={texts.removeOf({ name: passkey.name })} onClick={() => setRemoved(passkey)}>
              {texts.remove}
            </Button>
          </li>
        ))}
      </ul>
      {canUsePasskeys() ? (
        <div>
          <Button icon={<KeyRound size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {texts.addPasskey}
          </Button>
        </div>
      ) : (
        <p className="ui-muted">{texts.noPasskeysHere}</p>
      )}
      <Dialog
        open={isAdding}
        onClose={() => setAdding(false)}
        title={texts.addPasskey}
        closeLabel={texts.close}
      >
        <AddPasskey {...props} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog
        open={removed !== null}
        onClose={() => setRemoved(null)}
        title={texts.removeOf({ name: removed?.name ?? '' })}
        closeLabel={texts.close}
      >
        {removed !== null && <RemovePasskey {...props} passkey={removed} onDone={() => setRemoved(null)} />}
      </Dialog>
    </Card>
  );
}

function AddPasskey(props: PasskeysCardProps & { readonly onDone: () => void }) {
  const { api, texts, shown, explain, onChanged, onDone } = props;
  const action = useAction(explain);
  return (
    <ProofForm
      api={api}
      texts={texts}
      action={action}
      needsCode={shown.second_factor !== null}
      byPasskey={shown.passkeys.length > 0}
      submit={texts.next}
      onCancel={onDone}
      onProof={async (proof, fields) => {
        const answer = await makePasskey(api, proof);
        await api.addPasskey({ name: textIn(fields, 'name'), answer });
        onChanged();
        onDone();
      }}
    >
      <TextField
        label={texts.passkeyName}
        name="name"
        maxLength={50}
        pattern=".*\S.*"
        autoComplete="off"
        required
        hint={texts.passkeyNameHint}
      />
      <p>{texts.proofLead}</p>
    </ProofForm>
  );
}

function RemovePasskey(
  props: PasskeysCardProps & { readonly passkey: Passkey; readonly onDone: () => void },
) {
  const { api, texts, passkey, explain, onChanged, onDone } = props;
  const { busy, problem, run } = useAction(explain);
  const remove = async (): Promise<void> => {
    await api.removePasskey(passkey.passkey_id);
    onChanged();
    onDone();
  };
  return (
    <div className="ui-stack">
      {problem !== null && (
        <Notice tone="danger" urgent>
          {problem.other}
        </Notice>
      )}
      <p className="ui-breaks">{texts.removeLead({ name: passkey.name })}</p>
      <div className="ui-actions">
        <Button variant="danger" busy={busy} onClick={() => run(remove)}>
          {texts.remove}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}
