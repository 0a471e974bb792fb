// Programs in workers: starting one, and hearing of its end.

/** The address of a file beside the page. */
export const address = (file) => new URL(file, document.baseURI).href;

/**
 * Starts a program in a worker. `glue` is the address of its JavaScript, `program` that of its wasm, or the wasm itself.
 * Messages go to `onMessage` as they come; where the worker ends, `onEnd` hears of it, once, with the reason if there is
 * one, and nothing is left of the worker. Gives how to send it a message, and how to end it.
 */
export function hire(name, glue, program, onMessage, onEnd) {
  const worker = new Worker(address('worker.js'), { type: 'module', name });
  // A name that no other page has.
  const life = `roundview ${crypto.getRandomValues(new Uint32Array(2)).join(' ')}`;
  const waiting = new AbortController();
  const end = () => {
    waiting.abort();
    worker.onmessage = worker.onerror = null;
    worker.terminate();
  };
  const hasEnded = (reason) => {
    if (waiting.signal.aborted) return;
    end();
    onEnd(reason);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    hasEnded(event.message);
  };
  // The first word says that it lives and holds its lock. Where there are no locks, an end without a word isn't heard of.
  worker.onmessage = () => {
    worker.onmessage = onMessage;
    navigator.locks?.request(life, { signal: waiting.signal }, () => hasEnded()).catch(() => {});
  };
  worker.postMessage([glue, program, life]);
  return { send: (message) => worker.postMessage(message), end };
}
