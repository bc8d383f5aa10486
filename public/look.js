// The look of the last visit, before the first paint, and the words, begun before the console asks for them
// (ARCHITECTURE.md, "Languages").
let look = [];
try {
  look = (localStorage.getItem("omr.look") ?? "").split(" ");
} catch {} // Storage is closed: the computer's look and the browser's language.
const [theme, density, chosen] = look;
const root = document.documentElement;
if (theme === "light" || theme === "dark") root.dataset.theme = theme;
if (density === "compact") root.dataset.density = density;

const { base, languages } = document.querySelector('meta[name="console-words"]').dataset;
// Only a release knows its languages here; else the console chooses.
if (languages) {
  const known = languages.split(" ");
  const wanted = [chosen, ...navigator.languages].map((tag) => tag?.toLowerCase().split("-")[0]);
  const code = wanted.find((tag) => known.includes(tag)) ?? "en";
  root.lang = code;
  const text = fetch(`${base}${code}.ftl`).then((answer) => (answer.ok ? answer.text() : Promise.reject()));
  text.catch(() => {}); // The console tells of it.
  globalThis.omrWords = { code, text };
}
