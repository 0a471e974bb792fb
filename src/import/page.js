// Starts the importer and talks with it. It runs in a worker where the browser can have one, and else on
// the page's thread.

const address = (file) => new URL(file, document.baseURI).href;

/** Calls back with each message; gives back how to send one and how to end. */
export function start(onMessage, onFailure) {
  const waiting = [];
  let send = (message) => waiting.push(message);
  const listen = (port) => {
    port.onmessage = ({ data }) => {
      if (data === null) {
        // The first word says that it listens.
        send = (message) => port.postMessage(message);
        waiting.splice(0).forEach(send);
      } else {
        onMessage(data);
      }
    };
  };
  const here = async () => {
    try {
      const program = await import(address('importer.js'));
      await program.default({ module_or_path: address('importer_bg.wasm') });
      const { port1, port2 } = new MessageChannel();
      listen(port1);
      program.listen(port2);
    } catch {
      onFailure();
    }
  };
  let isListening = false;
  let worker;
  try {
    worker = new Worker(address('importer_loader.js'), { type: 'module' });
    listen(worker);
    worker.addEventListener('message', () => (isListening = true), { once: true });
    worker.onerror = (event) => {
      event.preventDefault();
      if (isListening) onFailure();
      else here();
    };
  } catch {
    here();
  }
  return { send: (message) => send(message), end: () => worker?.terminate() };
}

/** The zone of the reader's clocks. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
