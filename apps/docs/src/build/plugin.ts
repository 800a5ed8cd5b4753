import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { type Files, pageHtml } from './layout.ts';
import { readSite } from './site.ts';
import { llmsFullText, llmsText, markdownOf, mdName, searchJson } from './texts.ts';

/** Of what goes into the files of the site. */
const licences = ['node_modules/minisearch/LICENSE.txt', 'node_modules/@fontsource-variable/inter/LICENSE'];

/** Writes the pages beside what Vite builds for them: their script, their style, their fonts. */
export function docs(): Plugin {
  let repository = '';
  return {
    name: 'asg-docs',
    apply: 'build',
    configResolved({ root }) {
      repository = dirname(dirname(root));
    },
    generateBundle(_options, bundle) {
      const site = readSite(repository);
      const named = (form: RegExp): string => {
        const found = Object.keys(bundle).find((file) => form.test(file));
        if (found === undefined) throw new Error(`Vite built no file like ${form}`);
        return found;
      };
      const emit = (fileName: string, source: string): void => {
        this.emitFile({ type: 'asset', fileName, source });
      };
      const search = this.emitFile({ type: 'asset', name: 'search.json', source: searchJson(site) });
      const files: Files = {
        script: named(/^assets\/site-.*\.js$/),
        style: named(/\.css$/),
        font: named(/inter-latin-wght-normal-.*\.woff2$/),
        search: this.getFileName(search),
      };
      for (const page of site.pages) {
        emit(`${page.slug === '' ? 'index' : page.slug}.html`, pageHtml(page, site, files));
        emit(mdName(page), markdownOf(page));
      }
      emit('llms.txt', llmsText(site));
      emit('llms-full.txt', llmsFullText(site));
      emit('licences.txt', licences.map((file) => readFileSync(join(repository, file), 'utf8')).join('\n'));
    },
  };
}
