// Starts the page's program. It is a file and not a script in the page, because the page runs under
// a Content-Security-Policy without 'unsafe-inline'. It is no module, because a frame whose sandbox
// has no origin loads none, and it is here that this is said.
//
// Trunk names the program's two files by their content and announces them in index.html as preloads:
// the JavaScript glue as the first module, the wasm as the one file to fetch that ends so.

// The words of the reader's language are asked for while the program is under way, which then chooses alike
// (src/app/preferences.rs). The build has written into the page which languages there are (.ci/languages.mjs): `nb`
// has a file of its own, and `nn:nb` is served by another's.
const LANGUAGES = Object.fromEntries(
  document.documentElement.dataset.languages.split(' ').map((entry) => {
    const [tag, file = tag] = entry.split(':');
    return [tag, file];
  }),
);

const preferred = () => {
  let chosen;
  try {
    chosen = localStorage.getItem('roundview.language');
  } catch {
    // Nothing may be kept here, and nothing was.
  }
  const tags = [chosen ?? '', ...navigator.languages];
  return tags.map((tag) => LANGUAGES[tag.split(/[-_]/)[0].toLowerCase()]).find(Boolean) ?? 'en';
};

const words = document.createElement('link');
Object.assign(words, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: `i18n/${preferred()}.txt` });
document.head.append(words);

(async () => {
  const address = (selector) => document.querySelector(selector).href;
  try {
    const glue = await import(address('link[rel="modulepreload"]'));
    await glue.default({ module_or_path: address('link[rel="preload"][href$=".wasm"]') });
  } catch (error) {
    // An outdated browser, a file that could not be had, or a frame that is too strict. The program, and
    // with it the message catalogue, is missing, so the words stand in the page.
    document.getElementById(origin === 'null' ? 'sandboxed' : 'not-started').hidden = false;
    throw error;
  }
})();

// When the first page stands, the application is kept for when there is no network, and the page
// learns of a new version. The two talk through events of the window.
addEventListener(
  'roundview:shown',
  async () => {
    try {
      const worker = navigator.serviceWorker;
      const registration = await worker.register('service-worker.js', { updateViaCache: 'none' });
      let isAsked = false;
      const tell = () => {
        if (registration.waiting && worker.controller) dispatchEvent(new Event('roundview:update'));
      };
      tell();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', tell);
      });
      worker.addEventListener('controllerchange', () => {
        // Another page may have asked; this one may hold a message that isn't sent yet.
        if (isAsked) location.reload();
        else dispatchEvent(new Event('roundview:update'));
      });
      addEventListener('roundview:reload', () => {
        isAsked = true;
        if (registration.waiting) registration.waiting.postMessage('take over');
        else location.reload();
      });
    } catch {
      // Not over plain HTTP, not in every frame, and not where the reader forbids it: then there is no
      // page without a network, and nothing else is lost.
    }
  },
  { once: true },
);
