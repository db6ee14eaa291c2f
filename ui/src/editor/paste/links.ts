/** Addresses as they come in a clipboard. */
import { isSafeLink } from "../../body/schema";

/** The address itself, without the detour that Google Docs sends its readers on; null where it is not safe. */
export function safeHref(href: string): string | null {
  if (!isSafeLink(href)) return null;
  let url: URL;
  try {
    url = new URL(href.trim());
  } catch {
    return null;
  }
  if (/^www\.google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") {
    const real = url.searchParams.get("q") ?? url.searchParams.get("url");
    if (real && isSafeLink(real)) return safeHref(real);
  }
  return href.trim();
}

/** Leads to a place in the text it was copied from, to a footnote say: no link that anybody misses. */
export function isInner(href: string): boolean {
  return /^(#|about:blank#)/.test(href.trim()) || href.trim() === "";
}
