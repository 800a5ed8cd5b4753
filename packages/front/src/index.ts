export { prefersPage } from './accept.ts';
export type { Door } from './doors.ts';
export { docsPath, doorsOf } from './doors.ts';
export { type FrontPage, frontPage } from './front-page.ts';
export { notFoundPage } from './not-found-page.ts';
export { type PageFrame, shell } from './shell.ts';
export { verifyPage } from './verify-page.ts';
