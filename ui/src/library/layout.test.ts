/** Which places are drawn anew as one scrolls: those that come into sight, and no other. */
import { expect, it } from "vitest";

import { type Place, sameWhereTheyStood } from "./layout";

const places = (from: number, to: number, key = (at: number) => `story ${at}`): Place[] =>
  Array.from({ length: to - from }, (_, step) => ({ at: from + step, key: key(from + step) }));
/** Where the places stand that are other objects than before. */
const drawn = (now: Place[], before: Place[]) =>
  sameWhereTheyStood(now, before)
    .filter((place) => !before.includes(place))
    .map(({ at }) => at);

const CASES: [string, Place[], Place[], number[]][] = [
  ["nothing stood yet", places(0, 3), [], [0, 1, 2]],
  ["nothing moved", places(0, 3), places(0, 3), []],
  ["two rows down", places(2, 6), places(0, 4), [4, 5]],
  ["two rows up", places(0, 4), places(2, 6), [0, 1]],
  ["far away", places(90, 93), places(0, 3), [90, 91, 92]],
  ["the row with the keyboard is left behind", [...places(0, 1), ...places(8, 10)], places(0, 9), [9]],
  ["its line has come", places(0, 3), places(0, 3, (at) => (at === 1 ? "place 1" : `story ${at}`)), [1]],
  ["a story has come before the others", places(0, 3), places(0, 3, (at) => `story ${at + 1}`), [0, 1, 2]],
  ["nothing is left", [], places(0, 3), []],
];

it.each(CASES)("%s", (_name, now, before, anew) => {
  expect(drawn(now, before)).toEqual(anew);
  expect(sameWhereTheyStood(now, before)).toEqual(now);
});
