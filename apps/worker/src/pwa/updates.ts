import { appPlace, useToast } from '@asg/ui';
import { useEffect } from 'react';
import { messages } from '../i18n/index.ts';

/** How often a page that stays open asks whether there is a new version, ms. */
const lookMs = 30 * 60_000;

/** Keeps the app on the device, and says so when a new version of it is there. */
export function useUpdates(): void {
  const say = useToast();
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return undefined;
    const { serviceWorker } = navigator;
    // The first worker of all takes over without a reload; a later one was asked for.
    let hadWorker = serviceWorker.controller !== null;
    const taken = (): void => {
      if (hadWorker) location.reload();
      hadWorker = true;
    };
    serviceWorker.addEventListener('controllerchange', taken);
    let timer = 0;
    const offer = (waiting: ServiceWorker): void =>
      say({
        text: messages.app.newVersion,
        action: { label: messages.app.update, run: () => waiting.postMessage('take-over') },
      });
    serviceWorker.register(`${appPlace()}sw.js`, { scope: appPlace() }).then(
      (registration) => {
        if (registration.waiting !== null) offer(registration.waiting);
        registration.addEventListener('updatefound', () => offerOnceReady(registration, offer));
        timer = window.setInterval(() => void registration.update().catch(() => {}), lookMs);
      },
      () => {}, // Without it the app works as well, but not offline.
    );
    return () => {
      serviceWorker.removeEventListener('controllerchange', taken);
      clearInterval(timer);
    };
  }, [say]);
}

function offerOnceReady(
  registration: ServiceWorkerRegistration,
  offer: (waiting: ServiceWorker) => void,
): void {
  const { installing } = registration;
  installing?.addEventListener('statechange', () => {
    if (installing.state === 'installed' && navigator.serviceWorker.controller !== null) offer(installing);
  });
}
