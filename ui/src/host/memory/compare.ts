/** Two forms of a story compared, as Rust compares them but more simply: for tests and a plain browser. */
import type { Block } from "../../generated/Block";
import type { BlockChange } from "../../generated/BlockChange";
import type { BlockKind } from "../../generated/BlockKind";
import type { Comparison } from "../../generated/Comparison";
import type { DiffPiece } from "../../generated/DiffPiece";
import type { FactChange } from "../../generated/FactChange";
import type { FactKind } from "../../generated/FactKind";
import type { FieldChange } from "../../generated/FieldChange";
import type { FieldValue } from "../../generated/FieldValue";
import type { Photo } from "../../generated/Photo";
import type { PhotoChange } from "../../generated/PhotoChange";
import type { Story } from "../../generated/Story";
import { diffWords, isWord, namesIn, numbersIn, steps, tokens } from "./diff";

/** Texts of a story by the place that a fact in them is told with. */
type Texts = { place: string; text: string }[];

export function compareStories(before: Story, after: Story): Comparison {
  const fields = changedFields(before.fields, after.fields) as FieldChange[];
  const body = changedBlocks(before.body, after.body);
  const photos = changedPhotos(before.photos, after.photos);
  const titles = (story: Story) => story.related.map(({ title }) => title);
  const related = steps(titles(before), titles(after), (a, b) => a === b).map(({ kind, item }) => ({
    kind,
    text: item,
  }));
  const pieces = [
    ...fields.flatMap((change) => change.pieces),
    ...body.flatMap((change) => change.pieces),
    ...photos.flatMap((change) => change.fields.flatMap((field) => field.pieces)),
    ...related,
  ];
  const amount = (kind: DiffPiece["kind"]) =>
    pieces.reduce((sum, piece) => sum + (piece.kind === kind ? wordsIn(piece.text) : 0), 0);
  const facts = [...changedFacts("number", before, after), ...changedFacts("name", before, after)];
  return { fields, body, photos, related, facts, added: amount("added"), removed: amount("removed") };
}

function wordsIn(text: string): number {
  return tokens(text).filter(isWord).length;
}

type Fields = Partial<Record<string, FieldValue>>;

const textOf = (value: FieldValue | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value : value.join(", ");

function changedFields(before: Fields, after: Fields): { field: string; pieces: DiffPiece[] }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((field) => textOf(before[field]) !== textOf(after[field]))
    .map((field) => ({ field, pieces: diffWords(textOf(before[field]), textOf(after[field])) }));
}

function kindOf({ text: _text, marks: _marks, ...kind }: Block): BlockKind {
  return kind as BlockKind;
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changedBlocks(before: Block[], after: Block[]): BlockChange[] {
  const changes: BlockChange[] = [];
  let gone: Block[] = [];
  let come: Block[] = [];
  const close = () => {
    // What went and what came between two blocks that stayed: the same paragraph, where it shares words.
    while (gone.length > 0 || come.length > 0) {
      const [old, now] = [gone[0], come[0]];
      if (old && now && akin(old, now)) {
        changes.push(rewritten(old, now));
        gone.shift();
        come.shift();
      } else if (old && !come.some((other) => akin(old, other))) {
        changes.push(whole("removed", old));
        gone.shift();
      } else if (now) {
        // What went waits for its like further on.
        changes.push(whole("added", now));
        come.shift();
      }
    }
  };
  for (const { kind, item } of steps(before, after, sameJson)) {
    if (kind === "removed") gone.push(item);
    else if (kind === "added") come.push(item);
    else {
      close();
      changes.push(rewritten(item, item));
      [gone, come] = [[], []];
    }
  }
  close();
  return changes;
}

function akin(a: Block, b: Block): boolean {
  if (a.type === "photo" || b.type === "photo") return a.type === b.type && sameJson(a, b);
  const words = new Set(tokens(a.text).filter(isWord));
  const others = tokens(b.text).filter(isWord);
  const shared = others.filter((word) => words.has(word)).length;
  return shared * 3 >= Math.max(words.size, others.length);
}

function rewritten(old: Block, now: Block): BlockChange {
  const was = sameJson(kindOf(old), kindOf(now)) ? null : kindOf(old);
  const marks_changed = old.text === now.text && !sameJson(old.marks, now.marks);
  return { kind: "kept", block: kindOf(now), was, pieces: diffWords(old.text, now.text), marks_changed };
}

function whole(kind: "added" | "removed", block: Block): BlockChange {
  const pieces: DiffPiece[] = block.text ? [{ kind, text: block.text }] : [];
  return { kind, block: kindOf(block), was: null, pieces, marks_changed: false };
}

function changedPhotos(before: Photo[], after: Photo[]): PhotoChange[] {
  const change = (kind: PhotoChange["kind"], photo: Photo, old: Fields, now: Fields): PhotoChange => ({
    photo: photo.id,
    kind,
    file_name: photo.file_name,
    sha256: photo.sha256,
    fields: changedFields(old, now) as PhotoChange["fields"],
  });
  const old = new Map(before.map((photo) => [photo.id, photo]));
  const still = new Set(after.map(({ id }) => id));
  const kept = after
    .map((photo) => {
      const was = old.get(photo.id);
      return change(was ? "kept" : "added", photo, was?.fields ?? {}, photo.fields);
    })
    .filter(({ kind, fields }) => kind === "added" || fields.length > 0);
  const gone = before.filter(({ id }) => !still.has(id));
  return [...kept, ...gone.map((photo) => change("removed", photo, photo.fields, {}))];
}

function textsOf(story: Story): Texts {
  const fields = Object.entries(story.fields).map(([place, value]) => ({ place, text: textOf(value) }));
  const photos = story.photos.flatMap(({ fields }) =>
    Object.entries(fields)
      // Where a frame lies is no number of the story's.
      .filter(([field]) => field !== "focus_point" && !field.startsWith("crop_"))
      .map(([field, value]) => ({ place: `photo.${field}`, text: textOf(value) })),
  );
  return [...fields, ...story.body.map(({ text }) => ({ place: "body", text })), ...photos];
}

/** Facts that one of the two has and the other has not, or not so often; in one place they are told in pairs. */
function changedFacts(kind: FactKind, before: Story, after: Story): FactChange[] {
  const factsIn = kind === "number" ? numbersIn : namesIn;
  const byPlace = (story: Story) => {
    const found = new Map<string, string[]>();
    for (const { place, text } of textsOf(story)) {
      found.set(place, [...(found.get(place) ?? []), ...factsIn(text)]);
    }
    return found;
  };
  const [old, now] = [byPlace(before), byPlace(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const gone = without(old.get(place) ?? [], now.get(place) ?? []);
    const come = without(now.get(place) ?? [], old.get(place) ?? []);
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => ({
      kind,
      before: gone[at] ?? null,
      after: come[at] ?? null,
      place,
    }));
  });
}

function without(some: string[], others: string[]): string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
