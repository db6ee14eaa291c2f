/** Suggest mode in the editor alone: what a person does is proposed, and the story's own stays as it was. */
import { joinBackward, joinForward, splitBlock } from "prosemirror-commands";
import { type Command, EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { expect, test } from "vitest";

import type { Block } from "../generated/Block";
import { COMMANDS, setLink } from "../editor/commands";
import { docFromBody, editsFor } from "./binding";
import { moveBlock, removeBlock } from "./blocks";
import { history, redo, undo } from "./history";
import { ownWords } from "./own_words";
import { inMode, suggesting, switchSuggesting } from "./suggesting";
import { settledBody } from "../testing/settled_body";

const paragraph = (text: string, more: Pick<Block, "marks" | "suggested"> = {}): Block => ({
  type: "paragraph",
  text,
  ...more,
});

/** An editor in suggest mode on these paragraphs. Suggestions are named a, b, c as they begin. */
class Editor {
  state: EditorState;
  readonly sent: unknown[] = [];
  private readonly start: Block[];

  constructor(...body: (string | Block)[]) {
    this.start = body.map((one) => (typeof one === "string" ? paragraph(one) : one));
    let count = 0;
    const newId = () => String.fromCharCode(97 + count++);
    this.state = EditorState.create({
      doc: docFromBody(this.start),
      plugins: [
        ownWords(),
        suggesting(undefined, { on: () => true, newId }),
        history(undefined, { pause: 0 }),
      ],
    });
  }

  dispatch = (tr: Transaction): void => {
    const { state, transactions } = this.state.applyTransaction(inMode(this.state, tr));
    this.state = state;
    this.sent.push(...transactions.flatMap(editsFor));
    expect(settledBody(this.state.doc)).toEqual(settledBody(docFromBody(this.start)));
  };

  at(from: number, to = from): this {
    this.state = this.state.apply(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    return this;
  }

  type(text: string): this {
    for (const letter of text) {
      const { from, to } = this.state.selection;
      this.dispatch(this.state.tr.insertText(letter, from, to));
    }
    return this;
  }

  /** As the web view takes the letter before the cursor. */
  backspace(times = 1): this {
    for (let time = 0; time < times; time++) {
      const { from, to, empty } = this.state.selection;
      this.dispatch(empty ? this.state.tr.delete(from - 1, from) : this.state.tr.delete(from, to));
    }
    return this;
  }

  forward(): this {
    const { from } = this.state.selection;
    this.dispatch(this.state.tr.delete(from, from + 1));
    return this;
  }

  run(command: Command): this {
    command(this.state, this.dispatch);
    return this;
  }

  /** {+a:come+} and {-a:gone-}, {~a:formatted~}, ¶ where a block begins, and | where the cursor is. */
  get shown(): string {
    const signs = { inserted: "+", deleted: "-", formatted: "~" };
    const { head } = this.state.selection;
    const lines: string[] = [];
    this.state.doc.forEach((block, offset) => {
      const kind = { paragraph: "", heading: "# ", quote: "> ", list_item: "* ", photo: "photo" }[
        block.type.name
      ];
      const begins = (block.attrs.begins ?? []) as { suggestion: string; touch: keyof typeof signs }[];
      let line = begins.map(({ suggestion, touch }) => `¶${signs[touch]}${suggestion} `).join("") + kind;
      block.forEach((text, at) => {
        const start = offset + 1 + at;
        const inside = head > start && head < start + text.nodeSize;
        let words = text.text ?? "";
        if (inside) words = `${words.slice(0, head - start)}|${words.slice(head - start)}`;
        if (head === start) line += "|";
        for (const { type, attrs } of text.marks) {
          if (type.name !== "suggestion") words = `<${type.name}>${words}</>`;
          else {
            const sign = signs[attrs.touch as keyof typeof signs];
            words = `{${sign}${attrs.suggestion as string}:${words}${sign}}`;
          }
        }
        line += words;
      });
      if (block.isTextblock && head === offset + block.nodeSize - 1) line += "|";
      lines.push(line);
    });
    return lines.join("\n");
  }
}

test("what is typed is one suggestion, and goes on where the cursor comes back", () => {
  const editor = new Editor("Ghe về.").at(4).type(" chài");
  expect(editor.shown).toBe("Ghe{+a: chài+}| về.");
  editor.at(6).type("x").at(4).type("!");
  expect(editor.shown).toBe("Ghe{+a:!| cxhài+} về.");
  editor.at(1).type("Sớm");
  expect(editor.shown).toBe("{+b:Sớm+}|Ghe{+a:! cxhài+} về.");
});

test("what is deleted stays, the cursor going on before it or behind it", () => {
  const editor = new Editor("Ghe chài về.").at(9).backspace(3);
  expect(editor.shown).toBe("Ghe c|{-a:hài-} về.");
  editor.at(1).forward().forward();
  expect(editor.shown).toBe("{-b:Gh-}|e c{-a:hài-} về.");
});

test("what was deleted and typed in its place is one suggestion", () => {
  const editor = new Editor("Ghe về.").at(4).backspace(3).type("Xuồng");
  expect(editor.shown).toBe("{+a:Xuồng+}|{-a:Ghe-} về.");
  // Over a selection the words come behind.
  expect(new Editor("Ghe về.").at(1, 4).type("Xuồng").shown).toBe("{-a:Ghe-}{+a:Xuồng+}| về.");
});

test("one's own proposed words are really deleted, alone and amid others", () => {
  const editor = new Editor("Ghe về.").at(4).type(" chài").backspace(2);
  expect(editor.shown).toBe("Ghe{+a: ch+}| về.");
  editor.at(2, 9).backspace();
  expect(editor.shown).toBe("G|{-a:he v-}ề.");
  expect(editor.sent.at(-1)).toMatchObject({ edit: "suggest" });
});

test("letters taken back and typed anew, as some input methods do, make a replacement", () => {
  // "vieet" is typed by v i e, the e taken back for ê.
  expect(new Editor("").at(1).type("vie").backspace().type("ê").backspace().type("ệt").shown).toBe(
    "{+a:việt+}|",
  );
  expect(new Editor("Chơ nổi").at(4).backspace().type("ợ").shown).toBe("Ch{+a:ợ+}|{-a:ơ-} nổi");
});

test("inside what another proposes a person's words are their own", () => {
  const theirs = { suggestion: "z", touch: "inserted" as const };
  const body = paragraph("Ghe chài về.", { suggested: [{ ...theirs, start: 4, end: 9 }] });
  const editor = new Editor(body).at(7).type("ô");
  expect(editor.shown).toBe("Ghe {+z:ch+}{+a:ô+}|{+z:ài +}về.");
  editor.at(6).backspace();
  expect(editor.shown).toBe("Ghe |{-b:{+z:c+}-}{+z:h+}{+a:ô+}{+z:ài +}về.");
});

test("paragraphs are parted and joined", () => {
  const editor = new Editor("Ghe về.", "Chợ họp.").at(5).run(splitBlock);
  expect(editor.shown).toBe("Ghe \n¶+a |về.\nChợ họp.");
  editor.run(joinBackward);
  expect(editor.shown).toBe("Ghe |về.\nChợ họp.");
  editor.at(10).run(joinBackward);
  expect(editor.shown).toBe("Ghe về.|\n¶-b Chợ họp.");
  editor.at(8).run(joinForward);
  expect(editor.shown).toBe("Ghe về.\n¶-b |Chợ họp.");
});

test("a selection over paragraphs goes as one, its beginning and its end too", () => {
  const editor = new Editor("Ghe về.", "Chợ họp.", "Nước lên.").at(5, 24).type("x");
  expect(editor.shown).toBe("Ghe {-a:về.-}\n¶-a {-a:Chợ họp.-}\n¶-a {-a:Nước-}{+a:x+}| lên.");
});

test("words are to be formatted, and saying so once more takes it back", () => {
  const editor = new Editor("Ghe về.").at(1, 4).run(COMMANDS.bold);
  expect(editor.shown).toBe("{~a:Ghe~}| về.");
  expect(editor.sent[0]).toEqual({
    edit: "propose",
    suggestion: "a",
    proposal: { kind: "format", mark: "bold", on: true, href: null, lang: null },
  });
  editor.run(COMMANDS.italic);
  expect(editor.shown).toBe("{~b:{~a:Ghe~}~}| về.");
  editor.run(COMMANDS.bold);
  expect(editor.shown).toBe("{~b:Ghe~}| về.");
  editor.at(4).type("x").at(4, 5).run(COMMANDS.bold);
  expect(editor.shown).toBe("{~b:Ghe~}<bold>{+c:x+}</>| về.");
});

test("a link that is to be another is one suggestion", () => {
  const linked = paragraph("Ghe về.", { marks: [{ type: "link", start: 0, end: 3, href: "https://a.vn" }] });
  const editor = new Editor(linked).at(1, 4).run(setLink("https://b.vn"));
  expect(editor.shown).toBe("{~a:<link>Ghe</>~}| về.");
  expect(editor.sent).toHaveLength(2);
  const unlinked = new Editor(linked).at(1, 4).run(setLink(""));
  expect(unlinked.sent[0]).toMatchObject({ proposal: { mark: "link", on: false } });
});

test("a block is to be another; one's own becomes it at once", () => {
  const editor = new Editor("Ghe về.").at(3).run(COMMANDS.heading);
  expect(editor.shown).toBe("¶~a Gh|e về.");
  expect(editor.sent[0]).toMatchObject({ proposal: { kind: "block", to: { type: "heading", level: 1 } } });
  editor.run(COMMANDS.quote);
  expect(editor.sent.at(-1)).toMatchObject({ suggestion: "a", proposal: { to: { type: "quote" } } });
  editor.run(COMMANDS.quote);
  expect(editor.shown).toBe("Gh|e về.");
  editor.at(8).run(splitBlock).type("x").run(COMMANDS.quote);
  expect(editor.shown).toBe("Ghe về.\n¶+b > {+b:x+}|");
});

test("a block that is moved goes here and comes there, as one", () => {
  const editor = new Editor("Ghe về.", "Chợ họp.").at(3).run(moveBlock(0, 1));
  expect(editor.shown.replace("|", "")).toBe("¶-a {-a:Ghe về.-}\nChợ họp.\n¶+a {+a:Ghe về.+}");
  const away = new Editor("Ghe về.", "Chợ họp.").at(3).run(removeBlock(0));
  expect(away.shown.replace("|", "")).toBe("¶-a {-a:Ghe về.-}\nChợ họp.");
});

test("each of it is taken back and done again", () => {
  const editor = new Editor("Ghe về.", "Chợ họp.");
  const seen = [editor.shown];
  const look = () => seen.push(editor.shown);
  editor.at(1, 4);
  editor.run(COMMANDS.bold);
  look();
  editor.at(5).run(splitBlock);
  look();
  editor.at(1, 3).type("X");
  look();
  editor.at(13).run(joinBackward);
  look();
  const plain = (text: string) => text.replace("|", "");
  for (const before of seen.slice(0, -1).reverse()) {
    editor.run(undo);
    expect(plain(editor.shown)).toBe(plain(before));
  }
  for (const after of seen.slice(1)) {
    editor.run(redo);
    expect(plain(editor.shown)).toBe(plain(after));
  }
  expect(editor.shown).toContain("¶-");
});

test("what is typed or deleted at one go is taken back at once, a replacement too", () => {
  const editor = new Editor("Ghe về bến.");
  const now = 1_000;
  const at = (tr: Transaction) => editor.dispatch(tr.setTime(now));
  editor.at(4);
  const { tr } = editor.state;
  at(tr.delete(3, 4));
  at(editor.state.tr.delete(2, 3));
  at(editor.state.tr.insertText("hế", 2));
  expect(editor.shown).toBe("G{+a:hế+}|{-a:he-} về bến.");
  at(editor.state.tr.insertText("!", 13).setTime(now));
  editor.run(undo);
  expect(editor.shown.replace("|", "")).toBe("G{+a:hế+}{-a:he-} về bến.");
  editor.run(undo);
  expect(editor.shown).toBe("Ghe| về bến.");
});

test("switched off, everything is changed again as ever", () => {
  const editor = new Editor("Ghe về.").at(4).type("x");
  editor.state = editor.state.apply(switchSuggesting(editor.state.tr, false));
  editor.state = editor.state.apply(inMode(editor.state, editor.state.tr.insertText("y", 5)));
  expect(editor.shown).toBe("Ghe{+a:x+}y| về.");
});
