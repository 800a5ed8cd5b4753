/** What stands behind the # of a link that came by mail; empty where nothing does. */
export const linkSecret = (): string => location.hash.slice(1);
