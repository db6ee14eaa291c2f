/**
 * The newsroom beside the dev server, for a plain browser: the program of `tests/desk_peer` on a library in a temporary
 * folder, with the stories that the tests have. `src/host/plain.ts` is its page's side.
 */
import { createReadStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import type { Plugin, ViteDevServer } from "vite";

import { Peer } from "./src/host/peer.ts";
import { Names, drawing, lay } from "./src/testing/lay.ts";
import { sampleStories } from "./src/testing/stories.ts";

export function devPeer(): Plugin {
  return {
    name: "dev-peer",
    // Tests start a newsroom themselves.
    apply: (_config, { command, mode }) => command === "serve" && mode !== "test",
    configureServer(server) {
      const newsroom = new DevNewsroom(server);
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "", "http://localhost");
        const answer = newsroom.answerTo(url.pathname);
        if (!answer) return next();
        answer(url, request, response).catch((error: unknown) => {
          const words = error instanceof Error ? error.message : JSON.stringify(error);
          server.config.logger.error(words);
          response.writeHead(500).end(words);
        });
      });
    },
  };
}

type Answer = (url: URL, request: IncomingMessage, response: ServerResponse) => Promise<void>;

class DevNewsroom {
  private readonly folder = mkdtempSync(join(tmpdir(), "dateline-dev-"));
  private readonly peer = new Peer();
  private names = new Names();
  private open = "";
  private count = 0;
  private laid: Promise<void> = Promise.resolve();

  constructor(server: ViteDevServer) {
    this.peer.onEvent = (event) => server.ws.send(`dateline:${event}`);
    // The program ends with what it hears.
    process.on("exit", () => rmSync(this.folder, { recursive: true, force: true }));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit());
  }

  answerTo(path: string): Answer | undefined {
    if (path.startsWith("/photo/")) return this.photo;
    return { "/newsroom/open": this.opening, "/newsroom/call": this.call, "/newsroom/file": this.file }[path];
  }

  private readonly opening: Answer = async (url, _request, response) => {
    const library = url.searchParams.get("library") ?? "sample";
    if (this.open !== "sample" || library !== "sample") {
      this.open = library;
      this.laid = this.begin(library);
    }
    await this.laid;
    response.end();
  };

  private async begin(library: string): Promise<void> {
    const folder = join(this.folder, `${library}${++this.count}`);
    mkdirSync(join(folder, "goi"), { recursive: true });
    this.names = new Names();
    this.peer.asked = this.names.asked;
    this.peer.told = this.names.told;
    await this.peer.ask({ open: join(folder, "library") });
    const stories = library === "empty" ? [] : sampleStories();
    await lay(this.peer, this.names, stories, drawing(this.peer, join(folder, "drawn")));
    await this.peer.ask({ give: [folder] });
    const packages_folder = join(folder, "goi");
    const last_story = stories[0]?.id ?? null;
    await this.peer.door.call("save_settings", { changes: { packages_folder, last_story } });
  }

  /** A line of JSON for each step, and one for the answer. */
  private readonly call: Answer = async (_url, request, response) => {
    const call = JSON.parse((await whole(request)).toString()) as {
      command: string;
      args: object;
      job: number;
    };
    const say = (said: object) => void response.write(`${JSON.stringify(said)}\n`);
    await this.peer
      .ask({ call }, (step) => say({ step }))
      .then(
        (answer) => say({ answer: answer ?? null }),
        (error: unknown) => say({ error: error instanceof Error ? { message: error.message } : error }),
      );
    response.end();
  };

  private readonly file: Answer = async (url, request, response) => {
    const folder = mkdtempSync(join(this.folder, "given-"));
    const path = join(folder, basename(url.searchParams.get("name") ?? "file"));
    await writeFile(path, await whole(request));
    await this.peer.ask({ give: [path] });
    response.end(path);
  };

  private readonly photo: Answer = async (url, _request, response) => {
    const sha256 = basename(url.pathname);
    const width = Number(url.searchParams.get("width") ?? 640);
    const file = join(this.folder, `preview-${++this.count}.jpg`);
    await this.peer.ask({ preview: { sha256, width, file } });
    response.writeHead(200, { "content-type": "image/jpeg" });
    createReadStream(file)
      .on("close", () => rmSync(file, { force: true }))
      .pipe(response);
  };
}

async function whole(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
