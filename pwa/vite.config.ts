import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { precompress } from './vite/precompress.ts';
import { serviceWorker } from './vite/service_worker.ts';

/** `npm run dev` talks to a desk on this address; the desk checks that writes come from its own origin. */
const DESK = 'http://localhost:8000';

export default defineConfig({
  plugins: [svelte(), serviceWorker('src/sw.ts'), precompress()],
  // Without this, tests would load Svelte's server half, in which effects never run.
  ...(process.env['VITEST'] === undefined ? {} : { resolve: { conditions: ['browser'] } }),
  build: {
    outDir: '../server/lykta/static',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets and the preload polyfill would need holes in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // A screen's scripts name what they need themselves; only its styles have to be told. A list of all of it would
      // be a part of every first visit (PH6: 60 kB).
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter((each) => each.endsWith('.css')),
    },
  },
  server: {
    proxy: {
      '/api': {
        target: DESK,
        configure: (proxy) => {
          proxy.on('proxyReq', (request) => {
            request.setHeader('origin', DESK);
          });
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'vite/**/*.test.ts'],
    environment: 'node',
  },
});
