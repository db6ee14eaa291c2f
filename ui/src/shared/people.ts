/** What people are called, in short. */
import type { Role } from "../generated/Role";

export const ROLES: readonly Role[] = ["reporter", "photographer", "editor", "editor_in_chief"];

/** Of the last two words: a Vietnamese name ends with what a person is called. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(-2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
