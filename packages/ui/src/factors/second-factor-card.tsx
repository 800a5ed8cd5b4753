import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy.tsx';
import { TextField } from '../controls/field.tsx';
import { Dialog } from '../dialog.tsx';
import { Notice } from '../states.tsx';
import { textIn, useAction } from './action.ts';
import { ProofForm } from './proof-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import type { FactorProps, FactorsShown } from './types.ts';

interface SecondFactorCardProps extends FactorProps {
  readonly shown: FactorsShown;
}
type StepProps = SecondFactorCardProps & { readonly onDone: () => void };
type Offer = Awaited<ReturnType<FactorProps['api']['offerSecondFactor']>>;

const qrSize = 192;
const groupForm = /.{4}(?=.)/g;

/** Codes beside the password: turned on with a QR code, with recovery codes for the day that the phone is lost. */
export function SecondFactorCard(props: SecondFactorCardProps) {
  const { shown, texts, moment, card: Card } = props;
  const [open, setOpen] = useState<'on' | 'renew' | 'off' | null>(null);
  const factor = shown.second_factor;
  const close = (): void => setOpen(null);
  const titles = { on: texts.secondFactor, renew: texts.renew, off: texts.turnOff };
  return (
    <Card title={texts.secondFactor} hint={texts.secondFactorLead}>
      {factor !== null && factor.ends_at !== null && (
        <Notice tone="warning">{texts.ends({ time: moment(factor.ends_at) })}</Notice>
      )}
      {factor === null ? (
        <div>
          <Button onClick={() => setOpen('on')}>{texts.turnOn}</Button>
        </div>
      ) : (
        <>
          <p>
            {texts.isOn({ time: moment(factor.since) })}
            <br />
            <span className="ui-muted">{texts.codesLeft({ count: factor.recovery_codes_left })}</span>
          </p>
          <div className="ui-actions">
            <Button onClick={() => setOpen('renew')}>{texts.renew}</Button>
            <Button onClick={() => setOpen('off')}>{texts.turnOff}</Button>
          </div>
        </>
      )}
      <Dialog
        open={open !== null}
        onClose={close}
        title={open === null ? '' : titles[open]}
        closeLabel={texts.close}
      >
        {open === 'on' && <TurnOn {...props} onDone={close} />}
        {open === 'renew' && <Renew {...props} onDone={close} />}
        {open === 'off' && <TurnOff {...props} onDone={close} />}
      </Dialog>
    </Card>
  );
}

function TurnOn(props: StepProps) {
  const { api, texts, email, shown, explain, onChanged, onDone } = props;
  const [offer, setOffer] = useState<Offer | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const action = useAction(explain);
  if (codes !== null) return <RecoveryCodes codes={codes} texts={texts} email={email} onDone={onDone} />;
  if (offer !== null)
    return (
      <ShowSecret
        {...props}
        offer={offer}
        onCodes={(given) => {
          setCodes(given);
          onChanged();
        }}
      />
    );
  return (
    <ProofForm
      api={api}
      texts={texts}
      action={action}
      needsCode={false}
      byPasskey={shown.passkeys.length > 0}
      submit={texts.next}
      onCancel={onDone}
      onProof={async (proof) => setOffer(await api.offerSecondFactor(proof))}
    >
      <p>{texts.proofLead}</p>
    </ProofForm>
  );
}

function ShowSecret(
  props: StepProps & { readonly offer: Offer; readonly onCodes: (codes: readonly string[]) => void },
) {
  const { api, texts, offer, explain, onCodes, onDone } = props;
  const { secret, uri, ticket } = offer;
  const { busy, problem, run } = useAction(explain);
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault();
        const code = textIn(new FormData(event.currentTarget), 'code');
        run(async () => onCodes(await api.turnOnSecondFactor({ ticket, code })));
      }}
    >
      {problem !== null && problem.other !== null && (
        <Notice tone="danger" urgent>
          {problem.other}
        </Notice>
      )}
      <p>{texts.scan}</p>
      <div className="ui-qr">
        <QRCodeSVG value={uri} size={qrSize} marginSize={4} title={texts.qrCode} />
      </div>
      <p className="ui-secret">
        <span className="ui-muted">{texts.secret}</span>
        <code>{secret.replaceAll(groupForm, '$& ')}</code>
        <CopyButton
          text={secret}
          label={texts.copySecret}
          doneLabel={texts.copied}
          selectedLabel={texts.selected}
        />
      </p>
      <TextField
        label={texts.firstCode}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        error={problem?.code ?? null}
      />
      <div className="ui-actions">
        <Button type="submit" variant="primary" busy={busy}>
          {texts.turnOn}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

function Renew(props: StepProps) {
  const { api, texts, email, shown, explain, onChanged, onDone } = props;
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const action = useAction(explain);
  if (codes !== null) return <RecoveryCodes codes={codes} texts={texts} email={email} onDone={onDone} />;
  return (
    <ProofForm
      api={api}
      texts={texts}
      action={action}
      needsCode
      byPasskey={shown.passkeys.length > 0}
      submit={texts.renew}
      onCancel={onDone}
      onProof={async (proof) => {
        setCodes(await api.renewRecoveryCodes(proof));
        onChanged();
      }}
    >
      <p>{texts.proofLead}</p>
    </ProofForm>
  );
}

function TurnOff(props: StepProps) {
  const { api, texts, explain, onChanged, onDone } = props;
  const action = useAction(explain);
  return (
    <ProofForm
      api={api}
      texts={texts}
      action={action}
      needsCode
      byPasskey={false}
      submit={texts.turnOff}
      onCancel={onDone}
      onProof={async ({ password = '', code = '' }) => {
        await api.turnOffSecondFactor({ password, code });
        onChanged();
        onDone();
      }}
    >
      <p>{texts.turnOffLead}</p>
    </ProofForm>
  );
}
