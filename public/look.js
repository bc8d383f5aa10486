// The look of the last visit, before the first paint; and the words and the parts of the program that this page will want,
// begun before the console asks for them (docs/decisions.md, "Languages" and "Size").
let look = [];
let inside = false;
try {
  look = (localStorage.getItem("omr.look") ?? "").split(" ");
  // Whether there is a session; what it holds is read by the console alone.
  inside = "omr.session" in localStorage;
} catch {} // Storage is closed: the computer's look and the browser's language.
const [theme, density, chosen] = look;
const root = document.documentElement;
if (theme === "light" || theme === "dark") root.dataset.theme = theme;
if (density === "compact") root.dataset.density = density;
// What index.html draws until the page is there: its header, and for the list its rows.
if (inside) root.dataset.skeleton = location.pathname === "/batches" ? "list" : "header";

const { base, languages } = document.querySelector('meta[name="console-words"]').dataset;
// Only a release knows its languages here; else the console chooses.
if (languages) {
  const known = languages.split(" ");
  const wanted = [chosen, ...navigator.languages].map((tag) => tag?.toLowerCase().split("-")[0]);
  const code = wanted.find((tag) => known.includes(tag)) ?? "en";
  root.lang = code;
  const text = fetch(`${base}${code}${inside ? "" : "-first"}.ftl`).then((answer) => (answer.ok ? answer.text() : Promise.reject()));
  text.catch(() => {}); // The console tells of it.
  globalThis.omrWords = { code, text };
}

// The loader of the parts takes what has begun here; a failure is told by whoever takes it.
const { parts, others } = document.querySelector('meta[name="console-files"]')?.dataset ?? {};
globalThis.omrParts = new Map();
if (parts && inside) {
  const wanted = location.pathname === "/batches" ? parts : `${parts} ${others}`;
  for (const part of wanted.split(" ")) {
    const begun = fetch(part);
    begun.catch(() => {});
    omrParts.set(new URL(part, location.href).href, begun);
  }
}
