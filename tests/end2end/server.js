// A file server for the built application, as strict as README.md asks a real one to be: the tests
// run against it, and `make serve` is it. It listens on this machine alone.

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/** The policy that README.md gives; a test compares the two. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** What is sent as it is: it is compressed already, or too small to gain from it. */
const UNCOMPRESSED = new Set(['.gz', '.png']);
const SMALL = 1024;

/** Of 11: what takes no time that anybody would notice. */
const QUALITY = 9;

/** Compresses as a host does once, when it puts the files in place. */
const compress = promisify(brotliCompress);

/** The compressed files, by file and state. */
const compressed = new Map();

/** Trunk writes a hash of the content into these names, without zeros before it, so what is under one never changes. */
const HASHED = /-[0-9a-f]{12,16}(_bg)?\.\w+$/;

/**
 * Starts a server for `folder`.
 *
 * @param {object} options
 * @param {string} options.folder the built application
 * @param {number} [options.port] 0, the default, takes any free one
 * @param {string[]} [options.mounts] paths under which the folder stands, each ending in a slash
 * @param {string} [options.policy] the Content-Security-Policy, where it isn't that of the application
 */
export async function startServer({ folder, port = 0, mounts = ['/'], policy = POLICY }) {
  /** What tests answer in place of a file, by path. */
  const answers = new Map();
  /** Other origins that the page may ask, as a deployment writes them into its policy. */
  let asked = [];

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    response.setHeader(
      'Content-Security-Policy',
      policy.replace("connect-src 'self'", ["connect-src 'self'", ...asked].join(' ')),
    );
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const answer = answers.get(path);
    if (answer) return answer(request, response);
    await sendFile(request, response, fileOf(path, folder, mounts));
  });

  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });

  return {
    /** The address of the server, without a slash at its end. */
    origin: `http://127.0.0.1:${server.address().port}`,

    /**
     * Answers requests for `path` with `answer(request, response)` instead of a file. It gives the
     * function that ends this.
     */
    answer(path, answer) {
      answers.set(path, answer);
      return () => answers.delete(path);
    },

    /** Lets the page ask other origins too. */
    letAsk(origins) {
      asked = origins;
    },

    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The file for a path, or nothing where the path is under no mount or leaves the folder. */
function fileOf(path, folder, mounts) {
  const mount = mounts
    .filter((candidate) => path.startsWith(candidate))
    .sort((a, b) => b.length - a.length)[0];
  if (mount === undefined) return undefined;
  const inside = normalize(`/${path.slice(mount.length)}`);
  return join(folder, inside.endsWith('/') ? `${inside}index.html` : inside);
}

async function sendFile(request, response, file) {
  const found = file && (await stat(file).catch(() => undefined));
  if (!found?.isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    return;
  }
  const tag = `"${found.size.toString(16)}-${found.mtimeMs.toString(16)}"`;
  response.setHeader('ETag', tag);
  response.setHeader(
    'Cache-Control',
    HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
  response.setHeader('Vary', 'Accept-Encoding');
  const isSmaller = found.size > SMALL && !UNCOMPRESSED.has(extname(file));
  if (isSmaller && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
    const bytes = await compressedFile(file, tag);
    response.writeHead(200, { 'Content-Encoding': 'br', 'Content-Length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  response.writeHead(200, { 'Content-Length': found.size });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

/** The bytes of a file with brotli, which are made once for each state of it. */
function compressedFile(file, tag) {
  const key = `${file} ${tag}`;
  if (!compressed.has(key)) {
    const make = async () => compress(await readFile(file), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
    compressed.set(key, make());
  }
  return compressed.get(key);
}
