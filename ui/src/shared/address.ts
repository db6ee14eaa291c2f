/** The address that a person means: `báo.vn/tin` is one, and so is a mailbox. */

/** Null where it is none that may stand in a story. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  if (/^mailto:[^@\s]+@[^@\s]+$/i.test(text)) return text;
  if (/^[^@/:\s]+@[^@/:\s]+\.[^@/:.\s]+$/.test(text)) return `mailto:${text}`;
  return webAddressOf(text);
}

/** A page, or the beginning of many; null where it is none. */
export function webAddressOf(typed: string): string | null {
  const text = typed.trim();
  if (/\s/.test(text)) return null;
  const whole = withScheme(text);
  if (whole === null) return null;
  let url: URL;
  try {
    url = new URL(whole);
  } catch {
    return null;
  }
  // A name without a dot is a computer in this house: no reader comes there.
  if (!/^https?:$/.test(url.protocol) || !/[^.]\.[^.]/.test(url.hostname)) return null;
  // Letters that no address has are written as it writes them, so that they are not lost on the way.
  return /^[\x21-\x7e]+$/.test(whole) ? whole : url.href;
}

function withScheme(text: string): string | null {
  if (/^https?:\/\//i.test(text)) return text;
  if (text.startsWith("//")) return `https:${text}`;
  // `vidu.vn:8080` names a port, and `javascript:` is another matter.
  if (/^[a-z][a-z0-9+-]*:/i.test(text)) return null;
  return /^[^/?#]+\.[^/?#]+/.test(text) ? `https://${text}` : null;
}
