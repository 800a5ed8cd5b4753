import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const reloadedKey = 'asg-reloaded-at';

/** A part of an app that is loaded when it is first shown. */
export const lazyPart = <Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> => lazy(() => loadedPart(load));

/**
 * Loads a part of an app. A new version takes away files that a page of the old one still names: the page is loaded anew by itself,
 * once for a version; else whatever guards against crashes shows a way on.
 */
export async function loadedPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (!(await mayReload())) throw error;
    location.reload();
    // Nothing is shown any more until the page is another one.
    return new Promise(() => {});
  }
}

/** Only where the server is there to load it from: offline the page as it is has more to give than none. */
async function mayReload(): Promise<boolean> {
  const version = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '';
  try {
    if (!navigator.onLine || sessionStorage.getItem(reloadedKey) === version) return false;
    const page = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    if (!page.ok) return false;
    sessionStorage.setItem(reloadedKey, version);
    // What it keeps on the device is of the version whose files are gone, and it would show that again.
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.unregister();
    return true;
  } catch {
    return false;
  }
}
