import { expect, it } from "vitest";

import page from "../../index.html?raw";
import { FACES } from "./faces";

it("waits for the faces that come with the page, and for no other", () => {
  const files = [...page.matchAll(/files\/(.+)\.woff2/g)].map(([, file]) => file).sort();
  // Source Serif has all its weights in one file.
  const wanted = FACES.flatMap(([family, weight]) =>
    ["latin", "vietnamese"].map((letters) =>
      family === "Source Serif"
        ? `source-serif-4-${letters}-opsz-normal`
        : `be-vietnam-pro-${letters}-${weight}-normal`,
    ),
  );
  expect(files).toEqual([...new Set(wanted)].sort());
});
