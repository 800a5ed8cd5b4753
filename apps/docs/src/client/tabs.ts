const storageKey = 'asg-docs-tab';

/** A choice of a tab counts for all tabs of that name, here and on other pages. */
export function rememberTabs(): void {
  const chosen = kept();
  if (chosen !== null) choose(chosen);
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches('.tab-names input')) return;
    const top = target.getBoundingClientRect().top;
    choose(target.value);
    // Others above it may have changed their height.
    window.scrollBy(0, target.getBoundingClientRect().top - top);
    try {
      localStorage.setItem(storageKey, target.value);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  });
}

function kept(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function choose(name: string): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('.tab-names input'))
    if (radio.value === name) radio.checked = true;
}
