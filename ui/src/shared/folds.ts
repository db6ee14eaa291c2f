/** Which groups of the details are folded away: a habit of this screen, kept where the places are. */
const KEY = "dateline.folds";

export function recallFolds(): Record<string, boolean> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    const folds = Object.entries(stored).filter(([, open]) => typeof open === "boolean");
    return Object.fromEntries(folds) as Record<string, boolean>;
  } catch {
    return {};
  }
}

export function rememberFold(group: string, open: boolean): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recallFolds(), [group]: open }));
  } catch {
    // Full or forbidden: the next time the groups stand as they do at first.
  }
}
