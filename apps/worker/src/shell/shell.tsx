import { BrandMark } from '@asg/ui';
import { CircleUserRound, Coins, History, type LucideIcon, Target, Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { messages } from '../i18n/index.ts';
import { LanguageButton } from './language-button.tsx';
import { useMe } from './session.ts';
import { ThemeChoice } from './theme-choice.tsx';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: LucideIcon;
}

const places: readonly Place[] = [
  { to: '/', name: messages.nav.work, icon: Target },
  { to: '/earnings', name: messages.nav.earnings, icon: Coins },
  { to: '/history', name: messages.nav.history, icon: History },
  { to: '/wallet', name: messages.nav.wallet, icon: Wallet },
  { to: '/profile', name: messages.nav.profile, icon: CircleUserRound },
];

/** Pages that are reached from another one. */
const partOf: Readonly<Record<string, string>> = {
  '/questions': '/',
  '/appeals': '/history',
  '/security': '/profile',
  '/data': '/profile',
};

const parts = [
  ['/practice/', '/'],
  ['/statement/', '/earnings'],
] as const;

const walletNote = 'wallet-wanted';

/** The frame of every page of a worker: a rail at the side on a desk, a bar at the foot on a phone. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const isWalletWanted = useMe().data?.wallet.wanted === true;
  const [here] = useLocation();
  const parent = parts.find(([start]) => here.startsWith(start))?.[1];
  const place = parent ?? partOf[here] ?? here;
  return (
    <div className="shell">
      <a className="ui-skip-link" href="#content">
        {messages.app.skipToContent}
      </a>
      <nav className="rail" aria-label={messages.nav.label}>
        <div className="rail-brand">
          <BrandMark size={30} />
          <span>{messages.app.name}</span>
        </div>
        <ul>
          {places.map(({ to, name, icon: Icon }) => (
            <li key={to}>
              <Link
                href={to}
                aria-current={to === place ? 'page' : undefined}
                {...(to === '/wallet' && isWalletWanted && { 'aria-describedby': walletNote })}
              >
                <Icon size={22} strokeWidth={1.8} aria-hidden="true" />
                {name}
                {to === '/wallet' && isWalletWanted && <span className="rail-mark" aria-hidden="true" />}
              </Link>
              {to === '/wallet' && isWalletWanted && (
                <span id={walletNote} hidden>
                  {messages.wallet.wantedShort}
                </span>
              )}
            </li>
          ))}
        </ul>
        <div className="rail-foot">
          <LanguageButton />
          <ThemeChoice />
        </div>
      </nav>
      <main id="content" tabIndex={-1}>
        {children}
        {place !== '/profile' && (
          <footer className="shell-foot">
            <LanguageButton />
          </footer>
        )}
      </main>
    </div>
  );
}
