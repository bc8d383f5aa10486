// The look of the last visit, before the first paint (ARCHITECTURE.md).
try {
  const [theme, density] = (localStorage.getItem("omr.look") ?? "").split(" ");
  const root = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") root.theme = theme;
  if (density === "compact") root.density = density;
} catch {} // Storage is closed: the computer's look.
