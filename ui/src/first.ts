/** Where the page begins: it shows how the window looked when it was left, and then reads the app behind it. */
import { facesAtHand } from "./first/faces";
import { cursorIn, dressRoot, putCursor, recallLook, showLook } from "./first/look";
import { Typed } from "./first/typed";
import { askAhead } from "./host/ahead";

import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shared.css";
import "prosemirror-view/style/prosemirror.css";

// The web view's own menu knows nothing of stories; the app has one of its own.
addEventListener("contextmenu", (event) => event.preventDefault());

const page = document.getElementById("app") as HTMLElement;
/** The story that will open, as it is now (src-tauri/src/window.rs). */
const { datelineLast: last } = globalThis as { datelineLast?: { story: string; revision: number } | null };
const look = last ? recallLook(last.story, last.revision) : null;

if (look) {
  dressRoot(look);
  await facesAtHand();
  showLook(page, look);
  performance.mark("look");
  const typed = new Typed(page);
  // The second frame comes once the first is on the display: until then, what is read would only hold it up.
  await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(shown))));
  askAhead();
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
  askAhead();
  const { ready, begin } = await import("./main");
  await ready({ whole: false });
  begin(page);
}
