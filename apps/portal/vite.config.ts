import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env['SEATLINE_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/v1': { target: api, changeOrigin: false } } },
});
