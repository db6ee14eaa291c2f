/** Where the page begins: it shows how the window looked when it was left, and then reads the app behind it. */
import { cursorIn, putCursor, recallLook, showLook } from "./first/look";
import { Typed } from "./first/typed";

import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "prosemirror-view/style/prosemirror.css";

const page = document.getElementById("app") as HTMLElement;
/** The story that will open, as it is now (src-tauri/src/window.rs). */
const { datelineLast: last } = globalThis as { datelineLast?: { story: string; revision: number } | null };
const look = last ? recallLook(last.story, last.revision) : null;

if (look) {
  showLook(page, look);
  performance.mark("look");
  const typed = new Typed(page);
  // A frame is painted once its callbacks are over.
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const { ready, begin } = await import("./main");
  await ready({ whole: true });
  await typed.settled();
  // From here on nothing is awaited, so that no key falls between the two.
  typed.stop();
  const cursor = cursorIn(page);
  page.replaceChildren();
  begin(page);
  if (cursor) putCursor(page, cursor);
  typed.again();
} else {
  const { ready, begin } = await import("./main");
  await ready({ whole: false });
  begin(page);
}
