import type { SetPush } from '@asg/sdk';
import { appPlace } from '@asg/ui';

/** `none`: it cannot be told. `denied`: it may not, until its settings change. */
type PushAbility = 'none' | 'denied' | 'able';

/** What this browser would let the server tell it. */
export interface PushPlace {
  readonly ability: PushAbility;
  /** Its subscription; null: there is none. */
  readonly subscription: PushSubscription | null;
  /** What the server calls it; null: there is no subscription. */
  readonly deviceId: string | null;
}

/** How things are here. Asks nobody for anything. */
export async function pushPlace(): Promise<PushPlace> {
  const registration = await registered();
  if (registration === null) return { ability: 'none', subscription: null, deviceId: null };
  const subscription = await registration.pushManager.getSubscription();
  const deviceId = subscription === null ? null : await deviceIdOf(subscription.endpoint);
  return { ability: Notification.permission === 'denied' ? 'denied' : 'able', subscription, deviceId };
}

/** A subscription for the server's key; null: the worker did not allow it. To be called in a click. */
export async function subscribed(publicKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await registered();
  if (registration === null) return null;
  const applicationServerKey = bytesOf(publicKey);
  // One for another key would never be told.
  const before = await registration.pushManager.getSubscription();
  const key = before?.options.applicationServerKey ?? null;
  const isOurs = key !== null && String(new Uint8Array(key)) === String(applicationServerKey);
  if (before !== null && isOurs) return before;
  await before?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** The subscription as the server takes it. */
export function sentOf(subscription: PushSubscription): SetPush {
  const { keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON();
  return { endpoint: subscription.endpoint, keys: { p256dh, auth } };
}

async function registered(): Promise<ServiceWorkerRegistration | null> {
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window;
  if (!isAble || typeof Notification === 'undefined') return null;
  return (await navigator.serviceWorker.getRegistration(appPlace())) ?? null;
}

/** From base64url. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

const deviceIdLength = 32;

async function deviceIdOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').slice(0, deviceIdLength);
}
