import { defineConfig } from 'vite'

// The service worker alone: it must be one file, and a module of its own kind is not known to every browser that writes here.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'wwwroot/dist',
    emptyOutDir: false,
    target: 'es2020',
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: { input: { sw: 'ts/sw.ts' }, output: { format: 'iife', entryFileNames: '[name].js' } },
  },
})
