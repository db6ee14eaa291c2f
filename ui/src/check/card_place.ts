/** Where a card stands beside a stretch of text: below it where there is room, else above; never over it. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

export interface CardPlace {
  left: number;
  top: number;
  /** There may be less room than the card would like: then it scrolls. */
  maxHeight: number;
}

const GAP = 8;

export function placeCard(stretch: Box, card: Size, window: Size): CardPlace {
  const below = window.height - stretch.bottom - 2 * GAP;
  const above = stretch.top - 2 * GAP;
  const left = Math.max(GAP, Math.min(stretch.left, window.width - card.width - GAP));
  const under = card.height <= below || below >= above;
  const maxHeight = Math.max(0, under ? below : above);
  const height = Math.min(card.height, maxHeight);
  return { left, top: under ? stretch.bottom + GAP : stretch.top - GAP - height, maxHeight };
}
