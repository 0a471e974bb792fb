// Runs the worker's program on the page's own thread, where the browser has no workers.

/// Loads the program beside the page and lets it serve the port.
export async function startHere(port) {
  const address = (file) => new URL(file, document.baseURI).href;
  const program = await import(address('worker.js'));
  await program.default({ module_or_path: address('worker_bg.wasm') });
  program.serve(port);
}
