import type { ErrorText } from "../generated/ErrorText";
import { t } from "./index.svelte";

/** Rust's errors come with their words; a fault of the window itself is told with its cause. */
export function errorText(error: unknown): ErrorText {
  if (error !== null && typeof error === "object" && "code" in error && "hint" in error) {
    return error as ErrorText;
  }
  const cause = error instanceof Error ? error.message : String(error ?? "");
  return {
    code: "internal",
    message: `${t("app.unexpected")} ${cause}`.trim(),
    hint: t("app.unexpected_hint"),
  };
}
