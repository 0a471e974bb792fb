// Starts the page's program. It is a file and not a script in the page, because the page runs under
// a Content-Security-Policy without 'unsafe-inline'.
//
// Trunk names the program's two files by their content and announces them in index.html as preloads:
// the JavaScript glue as the first module, the wasm as the one file to fetch.

const address = (selector) => document.querySelector(selector).href;

try {
  const glue = await import(address('link[rel="modulepreload"]'));
  await glue.default({ module_or_path: address('link[rel="preload"][as="fetch"]') });
} catch (error) {
  // An outdated browser, or a file that could not be had. The program, and with it the message
  // catalogue, is missing, so the words stand in the page.
  document.getElementById('not-started').hidden = false;
  throw error;
}
