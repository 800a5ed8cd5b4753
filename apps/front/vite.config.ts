import { defineConfig } from 'vite';

/** Scripts and styles of the pages that the server writes itself: their names stay, so that no page needs a list of them. */
export default defineConfig({
  base: './',
  build: {
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    rolldownOptions: {
      input: { style: 'src/style.css', demo: 'src/demo/main.ts', verify: 'src/verify/main.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: ({ names }) =>
          names.includes('style.css') ? '[name][extname]' : 'assets/[name]-[hash][extname]',
      },
    },
  },
});
