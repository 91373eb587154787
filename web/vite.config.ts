// SPDX-License-Identifier: Apache-2.0
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** `npm run dev` shows the data of a gateway: the mock's (`npm run mock`), or the one named. */
const gateway = process.env.PARITRANA_GATEWAY ?? 'http://127.0.0.1:7190';

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/v1': gateway } },
  build: {
    target: 'es2022',
    // Small files stay files, so that a strict content security policy needs no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // A busy machine is no reason for a warning.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
  },
});
