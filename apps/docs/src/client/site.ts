import '../styles/index.css';
import { addCopyButtons } from './copy.ts';
import { oldAddress } from './old-addresses.ts';
import { rememberTabs } from './tabs.ts';

const script = document.querySelector<HTMLScriptElement>('script[data-search]');
const dialog = document.querySelector<HTMLDialogElement>('dialog.search');
const button = document.querySelector<HTMLButtonElement>('.search-button');

const root = new URL(script?.dataset.root || './', document.baseURI);
const old = oldAddress(location.hash);
if (old !== null) location.replace(new URL(old, root));

rememberTabs();
addCopyButtons();
// What does not scroll needs no stop of the Tab key.
for (const box of document.querySelectorAll<HTMLElement>('pre, .wide'))
  if (box.scrollWidth <= box.clientWidth) box.removeAttribute('tabindex');
const menu = document.querySelector<HTMLElement>('.menu');
const current = menu?.querySelector<HTMLElement>('[aria-current]');
// Of the menu alone: the page stays where it is.
if (menu && current) menu.scrollTop = Math.max(0, current.offsetTop - menu.clientHeight / 2);

async function openSearch(): Promise<void> {
  if (dialog === null || dialog.open) return;
  dialog.showModal();
  const { startSearch } = await import('./search.ts');
  await startSearch(dialog, root, new URL(script?.dataset.search ?? '', document.baseURI));
}

button?.addEventListener('click', () => void openSearch());
document.addEventListener('keydown', (event) => {
  const isWriting =
    event.target instanceof HTMLElement && event.target.matches('input:not([type=radio]), textarea, select');
  const isShortcut =
    (event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !isWriting);
  if (!isShortcut) return;
  event.preventDefault();
  void openSearch();
});
