/**
 * Edits applied to a plain story: the stand-in for Rust's document in tests and in a plain browser. The body
 * becomes one flat row of units, as edits count them: one for the marker that begins a block, one for each
 * UTF-16 code unit of text.
 */
import type { Block } from "../../generated/Block";
import type { BlockKind } from "../../generated/BlockKind";
import type { Edit } from "../../generated/Edit";
import type { FieldValue } from "../../generated/FieldValue";
import { sameDecision } from "../../check/ignored";
import type { Ignored } from "../../generated/Ignored";
import type { Mark } from "../../generated/Mark";
import type { MarkKind } from "../../generated/MarkKind";
import type { Marks } from "../../generated/Marks";
import type { Piece } from "../../generated/Piece";
import type { Story } from "../../generated/Story";

type Unit = { block: BlockKind } | { code: string; marks: Marks };

const MARKS: MarkKind[] = ["bold", "italic", "link", "lang"];

/** The story after the edit; the one given is left as it was. */
export function applyEdit(story: Story, edit: Edit): Story {
  switch (edit.edit) {
    case "set_field":
      return { ...story, fields: withField(story.fields, edit.field, edit.value) };
    case "set_language":
      return { ...story, language: edit.language };
    case "set_state":
      return { ...story, state: edit.state };
    case "set_related":
      return { ...story, related: edit.related };
    case "ignore":
      return { ...story, ignored: [...withoutDecision(story.ignored, edit), decided(edit)] };
    case "heed":
      return { ...story, ignored: withoutDecision(story.ignored, edit) };
    case "set_body":
      return { ...story, body: edit.body };
    case "add_photo":
      return { ...story, photos: [...story.photos, edit.photo] };
    case "remove_photo":
      return {
        ...story,
        photos: story.photos.filter(({ id }) => id !== edit.photo),
        body: story.body.filter((block) => block.type !== "photo" || block.photo !== edit.photo),
      };
    case "set_photo_field":
      return {
        ...story,
        photos: story.photos.map((photo) =>
          photo.id === edit.photo
            ? {
                ...photo,
                fields: withField(photo.fields, edit.field, edit.value),
                // What a person wrote is not from the file.
                origins: withoutKey(photo.origins, edit.field),
              }
            : photo,
        ),
      };
    case "ignore":
    case "heed":
      return story;
    default:
      return { ...story, body: toBody(applyToUnits(toUnits(story.body), edit)) };
  }
}

type Decision = Pick<Ignored, "rule" | "place">;

/** By nobody: this host does not know who types. */
const decided = ({ rule, place }: Decision): Ignored => ({
  rule,
  place,
  by: "",
  at: new Date().toISOString(),
});

const withoutDecision = (ignored: Ignored[], decision: Decision): Ignored[] =>
  ignored.filter((one) => !sameDecision(one, decision));

export function bodyLength(body: Block[]): number {
  return toUnits(body).length;
}

function withField<F extends Record<string, FieldValue | undefined>>(
  fields: F,
  name: string,
  value: FieldValue,
): F {
  const rest = withoutKey(fields, name);
  return value.length === 0 ? rest : { ...rest, [name]: value };
}

function withoutKey<F extends Record<string, unknown>>(fields: F, name: string): F {
  const { [name]: _before, ...rest } = fields;
  return rest as F;
}

function applyToUnits(
  units: Unit[],
  edit: Extract<Edit, { edit: "splice" | "set_mark" | "set_block" }>,
): Unit[] {
  switch (edit.edit) {
    case "splice":
      return [
        ...units.slice(0, edit.at),
        ...edit.insert.flatMap(unitsOfPiece),
        ...units.slice(edit.at + edit.delete),
      ];
    case "set_mark":
      return units.map((unit, at) =>
        "code" in unit && edit.from <= at && at < edit.to
          ? { ...unit, marks: withMark(unit.marks, edit) }
          : unit,
      );
    case "set_block":
      return units.map((unit, at) => (at === edit.at ? { block: edit.block } : unit));
  }
}

function withMark(
  marks: Marks,
  { mark, on, href, lang }: Pick<Extract<Edit, { edit: "set_mark" }>, "mark" | "on" | "href" | "lang">,
): Marks {
  const { [mark]: _before, ...rest } = marks;
  if (!on) return rest;
  if (mark === "link") return { ...rest, link: href ?? "" };
  return mark === "lang" ? { ...rest, lang: lang ?? "" } : { ...rest, [mark]: true };
}

function unitsOfPiece(piece: Piece): Unit[] {
  return piece.piece === "block"
    ? [{ block: piece.block }]
    : piece.text.split("").map((code) => ({ code, marks: piece.marks }));
}

function toUnits(body: Block[]): Unit[] {
  return body.flatMap((block) => {
    const { text, marks = [], ...kind } = block;
    const units: Unit[] = [{ block: kind as BlockKind }];
    // Marks count whole characters; one beyond the basic plane is two units.
    [...text].forEach((character, at) => {
      const here: Marks = {};
      for (const mark of marks) {
        if (at < mark.start || at >= mark.end) continue;
        if (mark.type === "link") here.link = mark.href ?? "";
        else if (mark.type === "lang") here.lang = mark.lang ?? "";
        else here[mark.type] = true;
      }
      for (const code of character.split("")) units.push({ code, marks: here });
    });
    return units;
  });
}

function toBody(units: Unit[]): Block[] {
  const rows: { kind: BlockKind; codes: { code: string; marks: Marks }[] }[] = [];
  for (const unit of units) {
    if ("block" in unit) rows.push({ kind: unit.block, codes: [] });
    else if (rows.length === 0) rows.push({ kind: { type: "paragraph" }, codes: [unit] });
    else rows[rows.length - 1]?.codes.push(unit);
  }
  return rows.map(({ kind, codes }) => {
    const text = codes.map(({ code }) => code).join("");
    const marks = MARKS.flatMap((mark) => stretches(mark, codes)).sort(
      (a, b) => a.start - b.start || MARKS.indexOf(a.type) - MARKS.indexOf(b.type),
    );
    return { ...kind, text, ...(marks.length > 0 ? { marks } : {}) };
  });
}

/** Where one kind of mark begins and ends in a block. */
function stretches(type: MarkKind, codes: { code: string; marks: Marks }[]): Mark[] {
  const found: Mark[] = [];
  let at = 0;
  for (const { code, marks } of codes) {
    const secondHalf = /[\uDC00-\uDFFF]/.test(code);
    const start = secondHalf ? at - 1 : at;
    at = secondHalf ? at : at + 1;
    if (marks[type] === undefined) continue;
    const href = type === "link" ? marks.link : undefined;
    const lang = type === "lang" ? marks.lang : undefined;
    const before = found.at(-1);
    if (before && before.end >= start && before.href === href && before.lang === lang) before.end = at;
    else
      found.push({
        type,
        start,
        end: at,
        ...(href !== undefined && { href }),
        ...(lang !== undefined && { lang }),
      });
  }
  return found;
}
