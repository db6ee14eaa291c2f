import type { Block } from "../generated/Block";
import type { Photo } from "../generated/Photo";

/** The words of a story as plain text, for when the library cannot take them. */
export function asText(headline: string, lead: string, body: Block[], photos: Photo[]): string {
  const captions = new Map(photos.map(({ id, fields }) => [id, String(fields.caption ?? "")]));
  const lines = body.map((block) =>
    block.type === "photo" ? `[${captions.get(block.photo) ?? ""}]` : block.text,
  );
  return `${[headline, lead, ...lines].filter(Boolean).join("\n\n")}\n`;
}
