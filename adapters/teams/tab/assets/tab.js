/*
 * In Teams' frame: takes Teams' colours, asks Teams who looks, and sends that to us as a form. It
 * runs before the page is drawn, and the library (TeamsJS) before the second part.
 */
{
  const root = document.documentElement;
  const kept = "handrail-theme";
  const show = (theme) => {
    root.dataset.theme = theme;
    try {
      sessionStorage.setItem(kept, theme);
    } catch {
      // Without storage the next page takes its colours a moment later.
    }
  };
  try {
    root.dataset.theme = sessionStorage.getItem(kept) ?? "default";
  } catch {
    root.dataset.theme = "default";
  }

  /** Teams answers at once; where nobody does, this is no frame of Teams. */
  const within = (promise, millis) =>
    Promise.race([
      promise,
      new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), millis)),
    ]);
  const tell = (problem) => {
    document.querySelector("[data-wait]")?.setAttribute("hidden", "");
    document.querySelector(`[data-problem="${problem}"]`)?.removeAttribute("hidden");
  };

  async function speakWithTeams() {
    const form = document.querySelector("form[data-sign-in]");
    const { app, authentication } = window.microsoftTeams;
    try {
      await within(app.initialize(), 10_000);
    } catch {
      tell("outside");
      return;
    }
    app.notifyAppLoaded();
    app.notifySuccess();
    app.registerOnThemeChangeHandler(show);
    try {
      show((await within(app.getContext(), 5_000)).app.theme);
    } catch {
      // The colours stay as they are.
    }
    if (form === null) return;
    try {
      form.elements.token.value = await within(authentication.getAuthToken(), 60_000);
    } catch {
      tell("refused");
      return;
    }
    form.submit();
  }
  document.addEventListener("DOMContentLoaded", () => void speakWithTeams());

  // What is not of the tab opens beside Teams: other pages refuse its frame.
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (link === null || !/^https?:$/.test(link.protocol)) return;
    if (link.origin === location.origin && /^\/tab(\/|$)/.test(link.pathname)) return;
    link.target = "_blank";
  });
}
