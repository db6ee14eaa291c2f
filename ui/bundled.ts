/**
 * Writes down which packages the bundler put into the page, for `make notices`: what is installed is ten times as much,
 * and a licence asks only of what is handed on.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const FOUND = join(dirname(fileURLToPath(import.meta.url)), "node_modules/.bundled.json");

/** The folder of the package that a module is of, as the lock file names it; null for one of ours. */
export function packageOf(module: string): string | null {
  // What the bundler's own plugins add to a page.
  const made = /^\0(vite|rolldown)\//.exec(module);
  if (made) return `node_modules/${made[1]}`;
  const [folder] = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(module) ?? [null];
  return folder;
}

export function bundled(): Plugin {
  return {
    name: "bundled",
    apply: "build",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => {
        if (file.type === "asset") return file.originalFileNames;
        // A style sheet is taken out of the script that names it.
        return Object.entries(file.modules)
          .filter(([name, { renderedLength }]) => renderedLength > 0 || name.endsWith(".css"))
          .map(([name]) => name);
      });
      const folders = new Set(modules.map(packageOf).filter((folder) => folder !== null));
      mkdirSync(dirname(FOUND), { recursive: true });
      writeFileSync(FOUND, `${JSON.stringify([...folders].sort(), null, 2)}\n`);
    },
  };
}
