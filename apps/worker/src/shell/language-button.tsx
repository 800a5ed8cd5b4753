import { Button, lazyPart } from '@asg/ui';
import { Languages } from 'lucide-react';
import { Suspense, useState } from 'react';
import { language, messages } from '../i18n/index.ts';
import { nameOf } from '../i18n/languages.ts';

const LanguageDialog = lazyPart(() => import('./language-dialog.tsx'));

/** The language of the app, and the way to another: its sign is known to who cannot read the rest. */
export function LanguageButton() {
  const [open, setOpen] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const name = nameOf(language);
  return (
    <>
      <Button
        variant="quiet"
        icon={<Languages size={18} aria-hidden="true" />}
        aria-haspopup="dialog"
        aria-label={`${messages.app.language}: ${name}`}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        {name}
      </Button>
      {isAsked && (
        <Suspense fallback={null}>
          <LanguageDialog open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
