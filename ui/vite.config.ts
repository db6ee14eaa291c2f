import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { bundled } from "./bundled.ts";
import { devPeer } from "./dev_peer.ts";

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), bundled(), devPeer()],
  // The app's window waits for this very address (devUrl in tauri.conf.json).
  server: {
    port: 1420,
    strictPort: true,
    // What the page and Rust read alike: topics, rules, notices.
    fs: { allow: [".."] },
  },
  clearScreen: false,
  build: {
    // The oldest web view that is still met: WebKitGTK of Debian 12, WebView2, macOS 13.
    target: ["safari16", "chrome109"],
    // A font inlined as text would be parsed before the first word is painted.
    assetsInlineLimit: 0,
    // How the window looked is shown before its scripts are read, and needs the styles of them all.
    cssCodeSplit: false,
  },
  // Tests mount the components of a browser, not those that a server renders.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    // Whole windows are built in a second, and in several on a computer that builds Rust beside it.
    testTimeout: 20_000,
  },
}));
