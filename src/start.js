// Starts the page's program. It is a file and not a script in the page, because the page runs under
// a Content-Security-Policy without 'unsafe-inline'. It is no module, because a frame whose sandbox
// has no origin loads none, and it is here that this is said.
//
// Trunk names the program's two files by their content and announces them in index.html as preloads:
// the JavaScript glue as the first module, the wasm as the one file to fetch that ends so.
//
// Last it keeps the keyboard's place, whatever the program does to the page.

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

// What has the focus may go when it is pressed: a filter with its chip, a button with its menu. A browser then puts the
// keyboard at the top of the page; here the nearest thing that stays has it.
{
  const USED = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const UNUSED = ':disabled, [hidden] *, details:not([open]) > :not(summary), details:not([open]) > :not(summary) *';
  /** What has the focus, and all that is around it. */
  let path = [];
  const isUsable = (element) => element.isConnected && !element.matches(UNUSED);
  const keepPlace = () => {
    const [last] = path;
    const { activeElement, body } = document;
    if (!last || isUsable(last) || (activeElement !== body && activeElement !== last)) return;
    if (last.isConnected && last.matches(':disabled')) {
      // Its neighbour may do the opposite: the next key must not press that. The tab key goes on from here.
      path[1].tabIndex = -1;
      path[1].focus({ preventScroll: true });
      return;
    }
    for (const around of path.slice(1).filter((element) => element.isConnected)) {
      const near = [...around.querySelectorAll(USED)].find((one) => isUsable(one) && one.tabIndex >= 0 && one.checkVisibility());
      const next = around.matches('main') ? around : near;
      if (next) {
        next.focus({ preventScroll: true });
        return;
      }
    }
  };
  addEventListener('focusin', ({ target }) => {
    path = [];
    for (let element = target; element && element !== document.body; element = element.parentElement) path.push(element);
  });
  // Whoever presses beside everything means no place.
  addEventListener('pointerdown', () => (path = []), { capture: true });
  // The program's own wish comes first.
  new MutationObserver(() => queueMicrotask(keepPlace)).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['disabled', 'hidden', 'open'],
  });
}
