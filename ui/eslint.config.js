import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist", "src/generated"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    // TypeScript knows better which names exist.
    rules: { "no-undef": "off" },
  },
  {
    rules: {
      // `_before` names what is left out when an object is taken apart.
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      // Sets and dates in state are replaced whole, never changed in place.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    // One door to Rust: nobody else speaks Tauri.
    files: ["src/**"],
    ignores: ["src/host/tauri.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: ["@tauri-apps/*"] }] },
  },
);
