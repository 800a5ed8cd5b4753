/** Where a package is built from, for its manifest: npm holds the provenance of a release against it. Nothing where no CI says it. */
export function repository(): { readonly repository?: object } {
  const { GITHUB_REPOSITORY: name, GITHUB_SERVER_URL: server } = process.env;
  return name === undefined || server === undefined
    ? {}
    : { repository: { type: 'git', url: `git+${server}/${name}.git` } };
}
