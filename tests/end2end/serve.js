// `make serve`: the built application, for a person to look at.
//
//   node serve.js PORT

import { fileURLToPath } from 'node:url';
import { startServer } from './server.js';

const port = Number(process.argv[2]);
try {
  const { origin } = await startServer({
    folder: fileURLToPath(new URL('../../dist', import.meta.url)),
    port,
  });
  console.log(`Roundview, with its sample course: ${origin} (Ctrl+C stops it)`);
} catch (error) {
  if (error.code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is taken. Another one: make serve PORT=${port + 1}`);
  process.exitCode = 1;
}
