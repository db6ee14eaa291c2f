/** Where the rows of a long list stand, under the headings of their groups. Lengths are in pixels. */
export interface Group {
  /** The place of its first row. */
  first: number;
  count: number;
  /** Of its heading. */
  top: number;
  /** As the survey counts them. */
  index: number;
}

export interface Layout {
  groups: readonly Group[];
  count: number;
  row: number;
  head: number;
  height: number;
}

/** `counts`: how many rows each group has; one that has none has no heading. Without heads it is one row of rows. */
export function layOut(counts: readonly number[], row: number, head: number): Layout {
  const groups: Group[] = [];
  let [first, top] = [0, 0];
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    groups.push({ first, count, top, index });
    first += count;
    top += head + count * row;
  }
  return { groups, count: first, row, head, height: top };
}

/** The group that a row stands in, by halving: there may be many. */
function groupOf({ groups }: Layout, is: (group: Group) => boolean): Group | undefined {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(groups[middle]!)) low = middle + 1;
    else high = middle;
  }
  return groups[Math.max(0, low - 1)];
}

export function topOf(layout: Layout, at: number): number {
  const group = groupOf(layout, ({ first }) => first <= at);
  return group ? group.top + layout.head + (at - group.first) * layout.row : 0;
}

/** The row at a height, or the next. */
function rowAt(layout: Layout, height: number): number {
  const group = groupOf(layout, ({ top }) => top <= height);
  if (!group) return 0;
  const within = Math.floor((height - group.top - layout.head) / layout.row);
  return group.first + Math.max(0, Math.min(group.count, within));
}

/** The rows that are to be on the page for what is seen: the first, and the first that is not, with a few on either side. */
export function drawn(layout: Layout, from: number, to: number, more = 4): [first: number, end: number] {
  const first = Math.max(0, rowAt(layout, from) - more);
  return [first, Math.max(first, Math.min(layout.count, rowAt(layout, to) + 1 + more))];
}

/** The headings among them. */
export function headings(layout: Layout, from: number, to: number): Group[] {
  return layout.groups.filter(({ top }) => top + layout.head >= from && top <= to);
}

/** A row on the page: where it stands, and whose it is. */
export interface Place {
  at: number;
  key: string;
}

/** The same places, those that stood already as the very objects they were: a row that stays is not gone through again. */
export function sameWhereTheyStood(places: readonly Place[], stood: readonly Place[]): Place[] {
  const before = new Map(stood.map((place) => [place.at, place]));
  return places.map((place) => {
    const known = before.get(place.at);
    return known?.key === place.key ? known : place;
  });
}
