/** Keeps how the open story looks, for the next start: when it is saved and nobody types, and when the window is left. */
import type { App } from "../app/app.svelte";
import { keepLook } from "../first/look";

/** So long after the last change. */
const PAUSE_MS = 2000;

export function keepLooks(app: App, element: HTMLElement): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;

  function keep(): void {
    clearTimeout(pause);
    const { desk } = app;
    // What lies over the text is not what a start begins with.
    if (!desk?.isPlain || app.covered || app.settingsOpen) return;
    const { story } = desk;
    const revision = story.saver.safeAt;
    if (revision !== null) keepLook(element, story.id, revision);
  }

  const stop = $effect.root(() => {
    $effect(() => {
      if (app.desk?.story.save.kind !== "saved") return;
      clearTimeout(pause);
      pause = setTimeout(keep, PAUSE_MS);
    });
  });
  const hidden = () => void (document.hidden && keep());
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", hidden);
  return () => {
    clearTimeout(pause);
    stop();
    window.removeEventListener("pagehide", keep);
    document.removeEventListener("visibilitychange", hidden);
  };
}
