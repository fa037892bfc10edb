const WIDTH = 760;
const HEIGHT = 340;
const LEFT = 60;
const TOP = 50;
const PANEL = { width: 290, height: 220 };

/**
 * Two line charts side by side as an SVG text: seconds and peak memory against files. The dashed
 * line is what the first point becomes if cost grows with the number of files and no faster.
 */
export function plot(points) {
  const seconds = points.map(({ files, seconds: value }) => ({ files, value }));
  const memory = points.map(({ files, peakBytes }) => ({ files, value: peakBytes / 1e6 }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12">`,
    '<title>Time and peak memory of a scan against the number of files</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...panel(seconds, { x: LEFT, title: 'Seconds', isProportional: true }),
    ...panel(memory, { x: LEFT + PANEL.width + 80, title: 'Peak memory, MB', isProportional: false }),
    '</svg>',
    '',
  ].join('\n');
}

function panel(points, { x, title, isProportional }) {
  const most = points.at(-1);
  const ideal = isProportional ? (points[0].value / points[0].files) * most.files : 0;
  const top = roundUp(Math.max(ideal, ...points.map(({ value }) => value)));
  const across = (files) => round(x + (files / most.files) * PANEL.width);
  const up = (value) => round(TOP + PANEL.height * (1 - value / top));
  const line = points.map(({ files, value }) => `${across(files)},${up(value)}`).join(' ');
  return [
    `<text x="${x}" y="${TOP - 20}" font-weight="bold" fill="#222222">${title}</text>`,
    ...grid(top).map((value) => `<path d="M${x} ${up(value)}h${PANEL.width}" stroke="#dddddd"/>`
      + `<text x="${x - 8}" y="${up(value) + 4}" text-anchor="end" fill="#555555">${value}</text>`),
    ...points.filter(({ files }) => files >= most.files / 4 - 4).map(({ files }) =>
      `<text x="${across(files)}" y="${TOP + PANEL.height + 18}" text-anchor="middle" fill="#555555">${files}</text>`),
    `<text x="${x + PANEL.width / 2}" y="${TOP + PANEL.height + 38}" text-anchor="middle" fill="#222222">files</text>`,
    ...(isProportional ? [`<path d="M${across(0)} ${up(0)}L${across(most.files)} ${up(ideal)}" stroke="#888888" stroke-dasharray="5 4" fill="none"/>`] : []),
    `<polyline points="${line}" stroke="#0b62a8" stroke-width="2" fill="none"/>`,
    ...points.map(({ files, value }) => `<circle cx="${across(files)}" cy="${up(value)}" r="3.5" fill="#0b62a8"/>`),
  ];
}

/** Five steps from nothing to the top. */
function grid(top) {
  return [0, 1, 2, 3, 4, 5].map((step) => round((top * step) / 5));
}

/** The next 1, 2 or 5 with noughts, so that the steps are plain numbers. */
function roundUp(value) {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([1, 2, 5, 10].find((one) => one * unit >= value) ?? 10);
}

function round(value) {
  return Math.round(value * 100) / 100;
}
