// Starts the console, and shows the recovery screen of index.html when it cannot start or has stopped.
// A file of its own because the CSP allows no inline script. It knows nothing of the console but two things: the
// names of its files, and the event "omr-panic" with which it says that it has stopped.

const recovery = document.getElementById("recovery");
const loading = document.getElementById("loading");

document.getElementById("reload").addEventListener("click", () => location.reload());

/** Puts the chosen language into the page's own texts, which stand there in English for want of anything else. */
function translate(words) {
  const texts = new Map(words.split("\n").map((line) => line.split(/ = (.*)/)));
  for (const place of document.querySelectorAll("[data-text]")) {
    const text = texts.get(place.dataset.text);
    if (text) place.textContent = text;
  }
}

/** Covers whatever is on the page with the text for `cause`. The first cause is the one that counts. */
function recover(cause) {
  if (!recovery.hidden) return;
  loading?.remove();
  for (const text of recovery.querySelectorAll("[data-cause]")) text.hidden = text.dataset.cause !== cause;
  // What lies below is dead: neither the keyboard nor a screen reader should get there. An open modal dialog
  // would lie above everything, so it is closed.
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const other of document.body.children) if (other !== recovery) other.inert = true;
  // The only main content now; while it is hidden, the console has its own.
  recovery.role = "main";
  recovery.hidden = false;
  document.getElementById("reload").focus();
}

/** Removes the loading text as soon as the console has put something on the page. */
const arrival = new MutationObserver((changes) => {
  const mounted = changes.some((change) => [...change.addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE));
  if (!mounted) return;
  loading.remove();
  arrival.disconnect();
});

/** Whether the browser has what the console is made of: it would load without the rest too, and be unreadable. */
function usable() {
  return typeof WebAssembly === "object" && "popover" in HTMLElement.prototype &&
    CSS.supports("color", "light-dark(red, red)") && CSS.supports("selector(:has(a))");
}

// All that may become markup or a program: the fixed templates of the console's views, which hold no text, and its workers. The
// CSP refuses anything else (Trusted Types). A view that needs more says so here; the end-to-end tests read the program's templates.
const TEMPLATE = /^(<\/?(path|span|td)( (aria-hidden|class|d|data-[a-z]+)="[\w .-]*")*>)+$/;
const WORKER = /^\/(crc|preflight|xlsx)-worker_loader\.js\?v=[\w.+-]+$/;

async function start() {
  if (!usable()) return recover("browser");
  const { js, wasm } = document.querySelector('meta[name="console-files"]').dataset;
  try {
    globalThis.trustedTypes?.createPolicy("default", {
      createHTML: (text) => (TEMPLATE.test(text) ? text : null),
      createScriptURL: (text) => (WORKER.test(text) ? text : null),
    });
    const { default: init } = await import(js);
    arrival.observe(document.body, { childList: true });
    await init({ module_or_path: wasm });
  } catch {
    // A panic at start has shown its own screen already. The reason may hold what nobody else should read (S-15),
    // and the browser's network panel names a file that is missing.
    recover("load");
  }
}

globalThis.omrWords?.text.then(translate, () => {}); // English stays.
addEventListener("omr-words", (event) => translate(event.detail));
addEventListener("omr-unloaded", () => recover("load"));
addEventListener("omr-panic", () => {
  recover("stopped");
  try {
    // For the log of the reloaded page: when, and on which kind of page, not on which batch's.
    sessionStorage["omr.stopped"] = `${Date.now()} ${location.pathname.replace(/^(\/batches\/).*/, "$1")}`;
  } catch {} // Storage is closed.
});
start();
