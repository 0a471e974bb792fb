// The copy of the application that the browser keeps for use without a network.

const isOwn = (name) => name.startsWith(`roundview ${new URL('.', document.baseURI).href} `);

const own = async () => (globalThis.caches ? (await caches.keys()).filter(isOwn) : []);

/** Whether there is one. */
export async function hasCopy() {
  return (await own()).length > 0;
}

/** Removes it, and the worker that would go on answering from it. */
export async function removeCopy() {
  const registration = await navigator.serviceWorker?.getRegistration(document.baseURI);
  await registration?.unregister();
  await Promise.all((await own()).map((name) => caches.delete(name)));
}
