import { Download } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy.tsx';
import type { FactorProps } from './types.ts';

interface RecoveryCodesProps extends Pick<FactorProps, 'texts' | 'email'> {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Recovery codes, to be kept: they are shown once. */
export function RecoveryCodes({ codes, texts, email, onDone }: RecoveryCodesProps) {
  const text = `${texts.recoveryAccount({ email })}\n\n${codes.join('\n')}\n`;
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'asg-recovery-codes.txt';
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="ui-stack">
      <p>{texts.recoveryLead}</p>
      <ul className="ui-codes" aria-label={texts.recovery}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="ui-actions">
        <Button icon={<Download size={18} aria-hidden="true" />} onClick={download}>
          {texts.download}
        </Button>
        <CopyButton
          text={text}
          label={texts.copyAll}
          doneLabel={texts.copied}
          selectedLabel={texts.selected}
          worded
        />
        <Button variant="primary" onClick={onDone}>
          {texts.kept}
        </Button>
      </div>
    </div>
  );
}
