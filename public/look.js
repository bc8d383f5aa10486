// Puts the colours and the density of the last visit onto the page before anything is painted, so that nothing flashes.
// A file of its own, and not a module: those run after the first paint. The console corrects it once it knows who is there.
try {
  const [theme, density] = (localStorage.getItem("omr.look") ?? "").split(" ");
  const root = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") root.theme = theme;
  if (density === "compact") root.density = density;
} catch {
  // Storage is closed to this page: the look is the computer's.
}
