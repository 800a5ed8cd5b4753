import { percent } from '@asg/console-kit';
import { Meter } from '@asg/ui';

/** How far a file is; `share`: 0 to 1. */
export interface FileProgress {
  readonly step: 'reading' | 'sending';
  readonly share: number;
}

export function SendingFile({ progress: { step, share } }: { readonly progress: FileProgress }) {
  return (
    <div className="ui-stack">
      <p className="ui-hint" role="status">
        {step === 'reading' ? 'Reading the file' : 'Sending the file'}
      </p>
      <p className="ui-hint">{percent(share)}</p>
      <Meter label="Progress" share={share} />
    </div>
  );
}
