import { type Customer, currentOf, type Person, useCurrent, useSignOut } from '@asg/console-kit';
import { LiveMark } from '@asg/console-kit/live';
import { Badge, BrandMark, Button, Notice, Sheet, useKeptFocus } from '@asg/ui';
import { LogOut, Menu } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Appearance } from './appearance.tsx';
import { otherRole, placeOf, placesOf } from './places.ts';

/** The frame of every page: a rail at the side on a desk, a bar with a menu at the head on a phone. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [here] = useLocation();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const before = useRef(here);
  useKeptFocus(main);
  useEffect(() => {
    if (before.current === here) return;
    before.current = here;
    setOpen(false);
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [here]);
  return (
    <div className="shell">
      <a className="ui-skip-link" href="#content">
        Skip to content
      </a>
      <header className="bar">
        <Link href="/" className="bar-brand">
          <BrandMark size={28} />
          ASG Console
        </Link>
        <Button
          variant="quiet"
          shape="icon"
          aria-label="Menu"
          aria-expanded={open}
          icon={<Menu size={22} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        />
      </header>
      <aside className="rail">
        <Link href="/" className="rail-brand">
          <BrandMark size={30} />
          ASG Console
        </Link>
        <Places here={here} />
        <Account />
      </aside>
      <Sheet open={open} onClose={() => setOpen(false)} title="Menu" closeLabel="Close the menu">
        <div className="menu">
          <Places here={here} />
          <Account />
        </div>
      </Sheet>
      <main id="content" tabIndex={-1} ref={main}>
        <KeysToReview here={here} />
        {children}
      </main>
    </div>
  );
}

function Places({ here }: { readonly here: string }) {
  const groups = placesOf(useCurrent());
  const current = placeOf(groups, here);
  return (
    <nav aria-label="Main" className="places">
      {groups.map(({ name, places }) => (
        <div key={name}>
          <h2>{name}</h2>
          <ul>
            {places.map(({ to, name: place, icon: Icon }) => (
              <li key={to}>
                <Link href={to} aria-current={to === current ? 'page' : undefined}>
                  <Icon size={19} strokeWidth={1.8} aria-hidden="true" />
                  {place}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Who is signed in, on which network, and the way out. */
function Account() {
  const { customer, person, operator, operator_role, network } = useCurrent();
  const signOut = useSignOut();
  return (
    <div className="account">
      <LiveMark />
      <div className="account-who">
        <div>
          <strong>{customer?.name ?? (operator ? 'Operator' : 'No organisation')}</strong>
          <span className="ui-muted">{accountText(customer, person)}</span>
          {operator && (customer !== null || person !== null) && (
            <span className="ui-muted">Operator: {operator_role ?? 'machine token'}</span>
          )}
        </div>
        <Button
          variant="quiet"
          shape="icon"
          aria-label="Sign out"
          title="Sign out"
          icon={<LogOut size={18} aria-hidden="true" />}
          onClick={() => void signOut()}
        />
      </div>
      <div className="account-foot">
        <Appearance />
        {network !== 'main' && <Badge tone="warning">{network} chain</Badge>}
      </div>
      {person !== null && (
        <Link href="/you" className="account-more">
          You: e-mail, passkeys, codes, sessions
        </Link>
      )}
      {person !== null && (
        <Link href="/organisations" className="account-more">
          {person.organisations.length > 1 ? 'Change the organisation' : 'Your organisations'}
        </Link>
      )}
      {!operator && customer !== null && (
        <Link href={otherRole} className="account-more">
          Sign in as the operator too
        </Link>
      )}
    </div>
  );
}

function accountText(customer: Customer | null, person: Person | null): string {
  const role = person?.organisations.find(({ current }) => current)?.role;
  if (person !== null) return role === undefined ? person.email : `${role}, ${person.email}`;
  return customer === null ? 'machine token' : `${customer.tier}, ${customer.api_key_hint}`;
}

/** Asks a new owner to look at the keys of before, until they did. */
function KeysToReview({ here }: { readonly here: string }) {
  const current = currentOf(useCurrent());
  if (current?.keys_to_review !== true || here === '/keys/review') return null;
  return (
    <div className="page-notice">
      <Notice tone="warning">
        This account had API keys before it was yours. <Link href="/keys/review">Keep or revoke each</Link>
      </Notice>
    </div>
  );
}
