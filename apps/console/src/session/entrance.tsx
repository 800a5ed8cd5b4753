import { usePageTitle } from '@asg/console-kit';
import { BrandMark } from '@asg/ui';
import type { ReactNode } from 'react';
import { Appearance } from '../shell/appearance.tsx';

interface EntranceProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
  readonly foot: ReactNode;
}

/** The frame of the pages before one is signed in. */
export function Entrance({ title, lead, children, foot }: EntranceProps) {
  usePageTitle(title);
  return (
    <main className="gate">
      <div className="gate-theme">
        <Appearance />
      </div>
      <div className="gate-box">
        <div className="gate-brand">
          <BrandMark size={44} />
          <span>ASG Console</span>
        </div>
        <div className="ui-card gate-card">
          <header>
            <h1>{title}</h1>
            <p className="ui-muted">{lead}</p>
          </header>
          {children}
        </div>
        <p className="gate-foot">{foot}</p>
      </div>
    </main>
  );
}
