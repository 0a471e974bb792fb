// Starts the importer and talks with it. It runs in a worker where the browser can have one, and else on
// the page's thread.

import { address, hire } from '../engine/workers.js';

/** Calls back with each message; gives back how to send one and how to end. */
export function start(onMessage, onFailure) {
  const waiting = [];
  let send = (message) => waiting.push(message);
  let isListening = false;
  const listener = (answer) => ({ data }) => {
    if (data !== null) return onMessage(data);
    // The first word says that it listens.
    isListening = true;
    send = answer;
    waiting.splice(0).forEach(send);
  };
  const here = async () => {
    try {
      const program = await import(address('importer.js'));
      await program.default({ module_or_path: address('importer_bg.wasm') });
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = listener((message) => port1.postMessage(message));
      program.listen(port2);
    } catch {
      onFailure();
    }
  };
  const onEnd = () => (isListening ? onFailure() : here());
  let worker;
  try {
    const heard = listener((message) => worker.send(message));
    worker = hire('importer', address('importer.js'), address('importer_bg.wasm'), heard, onEnd);
  } catch {
    here();
  }
  return { send: (message) => send(message), end: () => worker?.end() };
}

/** The zone of the reader's clocks. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
