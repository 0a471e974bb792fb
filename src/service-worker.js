// Keeps the application, so that it opens without a network once it has been there. It keeps nothing
// else: the files of one build, listed below, and the deployment's config.json. A host's documents and
// its answers are none of its business, and it never sees what is inside them.
//
// All files of a version are kept together or not at all, and each is the one of that build (its
// digest is checked), so that a page never meets the worker or the exporter of another version. A new
// version waits until the reader asks for it or has closed all pages of the old one.

// Written by .ci/offline.mjs: the files by their digests; those without one may be edited on the server.
const VERSION = '';
const FILES = {};

const SCOPE = registration.scope;
const OWN = `roundview ${SCOPE} `;
const CACHE = OWN + VERSION;

/** How long the network may take to say that nothing is new, in milliseconds. */
const PATIENCE = 3000;

const address = (name) => new URL(name, SCOPE).href;

addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    const requests = Object.entries(FILES).map(
      ([name, integrity]) => new Request(address(name), { cache: 'no-cache', integrity }),
    );
    await cache.addAll(requests);
  };
  event.waitUntil(keep());
});

addEventListener('activate', (event) => {
  const clear = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(OWN) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(clear());
});

// The reader has asked for the new version.
addEventListener('message', ({ data }) => {
  if (data === 'take over') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(SCOPE)) return;
  let name = url.href.slice(SCOPE.length).split(/[?#]/)[0];
  if (name === 'index.html' || name === '') name = request.mode === 'navigate' ? './' : undefined;
  else if (url.search) return;
  if (name === undefined || !(name in FILES)) return;
  // The page and its worker come with the server's policy, which may have changed; the settings may
  // have, too. The rest is as it was built.
  const isFresh = name === './' || name === 'worker.js' || name === 'config.json';
  event.respondWith(isFresh ? fresh(request, name) : kept(request, name));
});

async function kept(request, name) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(name))) ?? fetch(request);
}

/** The server's answer where it is of this version, else what is kept. */
async function fresh(request, name) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(address(name));
  if (!known) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  // A page that is sent elsewhere, as to log in, goes there: the browser follows, not this program.
  const redirect = name === './' ? 'manual' : 'error';
  const asked = fetch(address(name), { cache: 'no-cache', redirect }).catch(() => undefined);
  const answer = await Promise.race([asked, late]);
  if (!answer || answer.status >= 500) return known;
  if (!answer.ok) return answer;
  if (FILES[name]) {
    const [one, other] = await Promise.all([answer.clone().text(), known.clone().text()]);
    if (one !== other) {
      registration.update().catch(() => {});
      return known;
    }
  }
  // Where there is no room, what is kept stays as it was.
  await cache.put(address(name), answer.clone()).catch(() => {});
  return answer;
}
