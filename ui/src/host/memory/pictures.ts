/** Drawn pictures for the sample stories: a river at dawn, a forge, a bridge. No file, no network. */
type Scene = { sky: [string, string]; ground: string; shapes: string };

const SCENES: Record<string, Scene> = {
  river: {
    sky: ["#f2c48d", "#7fa3a8"],
    ground: "#3f6468",
    shapes: `<circle cx="980" cy="330" r="70" fill="#fbe6bf"/>
      <path d="M0 470 L260 330 L470 450 L700 300 L1010 470 L1280 380 V560 H0Z" fill="#56797a" opacity=".8"/>
      <path d="M0 540 Q320 500 640 545 T1280 530 V800 H0Z" fill="#6f979a"/>
      <path d="M300 640 h260 l-46 44 h-168z" fill="#2b3c3d"/><path d="M420 640 V500 l96 124z" fill="#f7efe0"/>
      <path d="M780 690 h190 l-34 32 h-122z" fill="#2b3c3d"/><path d="M866 690 V590 l70 92z" fill="#e9dcc4"/>`,
  },
  forge: {
    sky: ["#2a2422", "#5b3524"],
    ground: "#1d1817",
    shapes: `<circle cx="760" cy="470" r="210" fill="#e2672b" opacity=".35"/>
      <circle cx="760" cy="490" r="120" fill="#ffb454" opacity=".75"/>
      <path d="M560 620 h420 l-60 90 h-300z" fill="#3c3330"/><path d="M470 560 h380 v46 h-300z" fill="#514742"/>
      <path d="M250 800 q10-230 90-300 q70 40 60 300z" fill="#14110f"/><circle cx="330" cy="440" r="64" fill="#14110f"/>
      <path d="M372 540 l210 -70 10 26 -206 86z" fill="#14110f"/><rect x="560" y="440" width="90" height="52" rx="8" fill="#6b5f58"/>`,
  },
  bridge: {
    sky: ["#c9d9e4", "#f3ead9"],
    ground: "#7d8f86",
    shapes: `<path d="M0 560 Q640 520 1280 560 V800 H0Z" fill="#94aaa6"/>
      <rect x="0" y="470" width="1280" height="26" fill="#54504a"/>
      <path d="M60 470 Q220 250 380 470 Q540 250 700 470 Q860 250 1020 470 Q1150 290 1280 440" fill="none" stroke="#54504a" stroke-width="16"/>
      <g fill="#6b665e"><rect x="360" y="490" width="42" height="170"/><rect x="680" y="490" width="42" height="170"/><rect x="1000" y="490" width="42" height="170"/></g>`,
  },
};

export const PICTURES = Object.keys(SCENES);

export function drawn(name: string): string {
  const { sky, ground, shapes } = SCENES[name] ?? (SCENES.river as Scene);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 800"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs><rect width="1280" height="800" fill="url(#s)"/><rect y="560" width="1280" height="240" fill="${ground}"/>${shapes}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
