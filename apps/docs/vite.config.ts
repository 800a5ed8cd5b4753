import { defineConfig } from 'vite';
import { docs } from './src/build/plugin.ts';

export default defineConfig({
  // Relative: the site is the same below any path.
  base: './',
  plugins: [docs()],
  build: {
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { site: 'src/client/site.ts' } },
  },
});
