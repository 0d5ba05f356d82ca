import { defineConfig } from 'vite'

// Two kinds of thing come out, under names that stay: the style sheet and one module a form.
// ASP.NET fingerprints, compresses and caches them (MapStaticAssets). Fonts are named in the style sheet,
// so they carry their hash themselves.
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: 'wwwroot/dist',
    emptyOutDir: true,
    target: 'es2020',
    cssTarget: ['chrome87', 'firefox78', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { village: 'css/village.css', desk: 'css/desk.css', write: 'ts/write.ts', editor: 'ts/editor.ts', saved: 'ts/saved.ts', keep: 'ts/keep.ts', suggest: 'ts/suggest.ts', decide: 'ts/decide.ts', talk: 'ts/talk.ts', voice: 'ts/voice.ts', clock: 'ts/clock.ts', door: 'ts/door.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: (asset) => asset.names.some((name) => name.endsWith('.css')) ? '[name][extname]' : '[name]-[hash][extname]',
      },
    },
  },
})
