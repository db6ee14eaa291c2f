/** The menu of what is marked in the body, at the right button: what its card offers, without its reason. */
import type { Desk } from "../desk/desk.svelte";
import type { Own } from "../services/menus.svelte";
import { keysOf, shown } from "../services/shortcuts";
import { t } from "../strings/index.svelte";
import { ignoreHere, ignoreRule, mayBeProtected, protect } from "./acts";
import type { Checker, Entry } from "./checker.svelte";
import { canFix, fix, fixOf, takesBlock } from "./fix";

/** Several may lie over each other: the menu is that of the shortest. */
function entryAt(desk: Desk, checker: Checker, mark: HTMLElement): Entry | null {
  const { view } = desk.story.body;
  if (!view) return null;
  const at = view.posAtDOM(mark, 0);
  const around = checker.entries.flatMap((entry) => {
    const stretch = entry.block === null ? null : checker.located(entry);
    return stretch && stretch.from <= at && at <= stretch.to
      ? [{ entry, length: stretch.to - stretch.from }]
      : [];
  });
  around.sort((one, other) => one.length - other.length);
  return around[0]?.entry ?? null;
}

export function findingMenu(desk: Desk, checker: Checker, mark: HTMLElement): Own[] {
  const entry = entryAt(desk, checker, mark);
  if (!entry) return [];
  const { finding } = entry;
  const own = (name: string, words: string, does: () => unknown): Own => ({
    name,
    words,
    does: () => void does(),
  });
  const fixed = fixOf(finding);
  const to = fixed?.trim() && finding.text.trim() ? t("check.fix_to", { words: fixed }) : t("check.fix");
  const [here] = keysOf("finding_here");
  return [
    ...(canFix(entry)
      ? [
          own("fix", takesBlock(entry) ? t("check.remove_block") : to, () =>
            desk.story.body.whenComposed(() => fix(desk, checker, [entry])),
          ),
        ]
      : []),
    own("ignore_here", t("check.ignore_here"), () => ignoreHere(desk, finding)),
    own("ignore_rule", t("check.ignore_rule"), () =>
      ignoreRule(desk, finding.rule, checker.ruleName(finding.rule)),
    ),
    ...(mayBeProtected(finding)
      ? [own("to_house_list", t("check.to_house_list"), () => protect(desk, finding.text))]
      : []),
    { ...own("why", t("check.why"), () => checker.show(entry)), ...(here && { key: shown(here) }) },
  ];
}
