import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { IntlMessageFormat } from 'intl-messageformat';
import { type ESTree, Visitor } from 'rolldown/utils';
import { defineConfig, type Plugin } from 'vite';
import { type ManifestWords, manifestFile, manifestIn } from './src/pwa/manifest.ts';

/** Where `npm run dev -w apps/worker` finds the API. */
const api = process.env.ASG_URL ?? 'http://127.0.0.1:8081';

/** Parses the messages of catalogues, so that browsers get neither the parser nor its work. */
const parsedMessages: Plugin = {
  name: 'parsed-messages',
  transform: {
    filter: { id: /\/i18n\/catalogues\/[\w-]+\.ts$/ },
    handler(code) {
      const messages: ESTree.StringLiteral[] = [];
      new Visitor({
        Literal: (node) => {
          if (typeof node.value === 'string' && node.value.includes('{')) messages.push(node);
        },
      }).visit(this.parse(code, { lang: 'ts' }));
      let rest = 0;
      const parts = messages.flatMap(({ value, start, end }) => {
        const icu = new IntlMessageFormat(value, 'en', undefined, { ignoreTag: true }).getAst();
        const before = code.slice(rest, start);
        rest = end;
        return [before, JSON.stringify({ icu })];
      });
      return { code: [...parts, code.slice(rest)].join(''), map: null };
    },
  },
};

/** A manifest in each language: an installed app is called, and its shortcuts, as its worker speaks. */
const manifests: Plugin = {
  name: 'manifests',
  async generateBundle() {
    const folder = fileURLToPath(new URL('src/i18n/catalogues/', import.meta.url));
    for (const file of globSync(`${folder}*.ts`)) {
      const { catalogue } = (await import(file)) as { catalogue: ManifestWords };
      const tag = basename(file, '.ts');
      const source = `${JSON.stringify(manifestIn(tag, catalogue), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: manifestFile(tag), source });
    }
  },
};

const parser = '@formatjs/icu-messageformat-parser';
const withoutParser = fileURLToPath(new URL('no-parser.js', import.meta.resolve(parser)));

export default defineConfig(({ command }) => ({
  // Built, it works wherever it is served: its page is told where that is.
  base: command === 'build' ? './' : '/work/',
  plugins: [parsedMessages, manifests, react()],
  resolve: { alias: { [parser]: withoutParser } },
  // The policy of these pages allows no data: in scripts and styles.
  build: { assetsInlineLimit: 0, target: 'es2023', modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': api, '/chain': api } },
}));
