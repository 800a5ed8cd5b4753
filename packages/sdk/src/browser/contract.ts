import type { AnswerOf, InputOf, RouteContract, routes } from '@asg/wire';

type Routes = typeof routes;

/**
 * The operations that an app uses. Names, methods and paths are checked against the contract when the types are; the
 * schemas themselves stay out of the browser.
 */
export type Operations = {
  readonly [K in keyof Routes]?: readonly [Routes[K]['method'], Routes[K]['path']];
};

/** `text` is the body as it came. */
export type Answer<K extends keyof Routes> = AnswerOf<Routes[K]> & { readonly text: string };

/** The body of an operation's answer with that status. */
export type BodyOf<K extends keyof Routes, Status extends number = 200> = Extract<
  Answer<K>,
  { readonly status: Status }
>['body'];

type Part<T, Name extends string> = [T] extends [undefined]
  ? { readonly [P in Name]?: undefined }
  : undefined extends T
    ? { readonly [P in Name]?: T }
    : { readonly [P in Name]: T };

/** What an operation takes; parts that it has none of are left out. */
export type Input<K extends keyof Routes> = Routes[K] extends infer C extends RouteContract
  ? Part<InputOf<C>['Params'], 'params'> &
      (C extends { query: object } ? { readonly query?: InputOf<C>['Querystring'] } : { query?: undefined }) &
      Part<InputOf<C>['Body'], 'body'>
  : never;
