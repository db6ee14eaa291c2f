/** Which package a module of the page is of: what the notices are made from. */
import { expect, it } from "vitest";

import { packageOf } from "../../bundled";

it.each([
  ["/home/a/ui/node_modules/svelte/src/internal/client/render.js", "node_modules/svelte"],
  ["/home/a/ui/node_modules/@some/api/external/tslib/tslib.es6.js", "node_modules/@some/api"],
  ["node_modules/@fontsource/be-vietnam-pro/files/a.woff2", "node_modules/@fontsource/be-vietnam-pro"],
  ["/home/a/ui/node_modules/abc/node_modules/@some/xyz/index.js", "node_modules/abc/node_modules/@some/xyz"],
  ["/home/a/ui/node_modules/prosemirror-view/style/prosemirror.css?inline", "node_modules/prosemirror-view"],
  ["\0vite/preload-helper.js", "node_modules/vite"],
  ["\0rolldown/runtime.js", "node_modules/rolldown"],
  ["/home/a/ui/src/main.ts", null],
  ["/home/a/src-tauri/core/data/media_topics.tsv?raw", null],
])("%s", (module, folder) => expect(packageOf(module)).toBe(folder));
