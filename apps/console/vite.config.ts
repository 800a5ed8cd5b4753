import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev -w apps/console` finds the API. */
const api = process.env.ASG_URL ?? 'http://127.0.0.1:8081';

export default defineConfig(({ command }) => ({
  // Built, it works wherever it is served: its page is told where that is.
  base: command === 'build' ? './' : '/console/',
  plugins: [react()],
  // The policy of these pages allows no data: in scripts and styles.
  build: { assetsInlineLimit: 0, target: 'es2023', modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': api, '/chain': api } },
}));
