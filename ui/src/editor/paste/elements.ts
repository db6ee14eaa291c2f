/** What a paste makes of each element of HTML; one that is not named here is part of its line. */
const set = (names: string) => new Set(names.split(" "));

/** Begins and ends a block. */
export const BLOCKS = set(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary " +
    "table tbody td tfoot th thead tr ul",
);

/** Nobody sees it, and nobody misses it. */
export const SILENT = set(
  "area base col colgroup datalist head link meta noembed noframes noscript param rp source style template " +
    "title track xml",
);

/** Things that are no text. Their words, where they have any, are shown only where they fail. */
export const EMBEDS = set("applet audio canvas embed frameset iframe meter object progress script video");

export const IMAGES = set("img image svg v:imagedata");

export const FORMS = set("button input select textarea");
