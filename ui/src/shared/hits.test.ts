import { expect, it } from "vitest";

import { stretches } from "./fuzzy";
import { holdsAll, seeker } from "./hits";

const shown = (query: string, text: string) =>
  stretches(text, seeker(query)(text))
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");

it.each([
  ["ben tram", "Chợ nổi Bến Tràm họp lại", "Chợ nổi [Bến Tràm] họp lại"],
  ["ben tram", "Vì sao bên trạm bơm cũ", "Vì sao [bên trạm] bơm cũ"],
  ["bến tràm", "bên trạm, Bến Tràm", "bên trạm, [Bến Tràm]"],
  ["ben", "Bến, bên và Benh", "[Bến], [bên] và [Benh]"],
  ["ben ", "Bến, bên và Benh", "[Bến], [bên] và Benh"],
  ["hoà", "Hòa và hoà, hoa", "[Hòa] và [hoà], hoa"],
  ["đương", "Đường, dương, đương", "Đường, dương, [đương]"],
  ["duong", "Đường, dương", "[Đường], [dương]"],
  ["be\u0302\u0301n", "Bến cũ", "[Bến] cũ"],
  ["covid-19", "COVID-19 lại tăng", "[COVID]-[19] lại tăng"],
  ["", "Bến", "Bến"],
  ["…", "Bến", "Bến"],
  ["tram", "nhà_trạm", "nhà_[trạm]"],
])("%s in %s", (query, text, marked) => expect(shown(query, text)).toBe(marked));

it("tells whether all words stand in a text", () => {
  expect(holdsAll("ben tram", "Bến ở Tràm Chim")).toBe(true);
  expect(holdsAll("ben tram", "Bến đò")).toBe(false);
  expect(holdsAll("", "Bến đò")).toBe(true);
});
