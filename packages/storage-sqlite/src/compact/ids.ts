import { idPrefixes } from '@asg/domain';

const ulid = /^[0-9A-Z]{26}$/;
const { task, event } = idPrefixes;

function bare(prefix: string, text: string): string {
  return text.startsWith(prefix) && ulid.test(text.slice(prefix.length)) ? text.slice(prefix.length) : text;
}

/** An id as columns have it in which all are of one kind: without its prefix. What is no such id is as it is. */
export const bareTask = (taskId: string): string => bare(task, taskId);
export const wholeTask = (stored: string): string => (ulid.test(stored) ? task + stored : stored);
export const bareEvent = (eventId: string): string => bare(event, eventId);
export const wholeEvent = (stored: string): string => (ulid.test(stored) ? event + stored : stored);

/** A place in a list ends in a task's id; see `placeOf` of the domain. Places sort alike with and without its prefix. */
export const barePlace = (place: string): string => place.replace(task, '');
export function wholePlace(stored: string): string {
  const at = stored.lastIndexOf(' ') + 1;
  return stored.slice(0, at) + wholeTask(stored.slice(at));
}
