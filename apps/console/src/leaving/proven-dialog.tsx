import { person, problemText } from '@asg/console-kit';
import { Dialog, Notice, Skeleton } from '@asg/ui';
import { type Proof, ProofForm, useAction } from '@asg/ui/proof';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { factorProblem, factorTexts } from '../session/factor-texts.ts';

interface ProvenDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly submit: string;
  readonly isDangerous?: boolean;
  /** Does it; what it throws is shown. */
  readonly onProof: (proof: Proof) => Promise<void>;
  readonly onClose: () => void;
  /** What it means. */
  readonly children: ReactNode;
}

/** Asks who it is before something that a stolen session must not do. */
export function ProvenDialog(props: ProvenDialogProps) {
  const { open, title, onClose } = props;
  return (
    <Dialog open={open} onClose={onClose} title={title} closeLabel="Close">
      {open && <Proving {...props} />}
    </Dialog>
  );
}

function Proving({ submit, isDangerous = false, onProof, onClose, children }: ProvenDialogProps) {
  const action = useAction(factorProblem);
  const factors = useQuery({ queryKey: ['own-factors'], queryFn: () => person.factors.get(), gcTime: 0 });
  if (factors.isError)
    return (
      <Notice tone="danger" urgent>
        {problemText(factors.error)}
      </Notice>
    );
  if (factors.data === undefined) return <Skeleton height="12rem" />;
  return (
    <ProofForm
      api={person.factors}
      texts={factorTexts}
      action={action}
      needsCode={factors.data.second_factor !== null}
      byPasskey={factors.data.passkeys.length > 0}
      submit={submit}
      isDangerous={isDangerous}
      onProof={async (proof) => {
        await onProof(proof);
        onClose();
      }}
      onCancel={onClose}
    >
      {children}
    </ProofForm>
  );
}
