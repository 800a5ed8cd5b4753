import { BrandMark } from '@asg/ui';
import type { ReactNode } from 'react';
import { messages } from '../i18n/index.ts';
import { heldInvitation } from '../shell/invitation.ts';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { usePageTitle } from '../shell/page.tsx';
import { ThemeChoice } from '../shell/theme-choice.tsx';

interface EntranceProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  /** Somebody who follows an invitation: nothing is promised of pay. */
  readonly guest?: boolean;
}

/** The frame of the pages before the work: what this is about on one side, a form on the other. */
export function Entrance({ title, lead, children, foot, guest }: EntranceProps) {
  const about = guest === true || heldInvitation() !== null ? messages.join.about : messages.welcome;
  usePageTitle(title);
  return (
    <div className="entrance">
      <aside className="entrance-about">
        <div className="entrance-brand">
          <BrandMark size={34} />
          <span>{messages.app.name}</span>
        </div>
        <div className="entrance-pitch">
          <p className="entrance-headline">{about.headline}</p>
          <ul>
            {about.points.map(([name, text]) => (
              <li key={name}>
                <strong>{name}</strong>
                <span>{text}</span>
              </li>
            ))}
          </ul>
        </div>
      </aside>
      <main className="entrance-form" id="content">
        <div className="entrance-inner">
          <header>
            <h1>{title}</h1>
            <p className="ui-muted">{lead}</p>
          </header>
          {children}
          {foot !== undefined && <p className="entrance-foot">{foot}</p>}
          <LanguageChoice />
        </div>
        <div className="entrance-theme">
          <ThemeChoice />
        </div>
      </main>
    </div>
  );
}
