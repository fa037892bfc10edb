const WIDTH = 760;
const HEIGHT = 350;
const LEFT = 60;
const TOP = 50;
const PANEL = { width: 290, height: 220 };
const COLOURS = ['#0b62a8', '#c2570c'];

/**
 * Two line charts side by side as an SVG text: seconds and peak memory against files. A
 * straight line is cost in proportion to size.
 */
export function plot(points) {
  const series = (name, read) => ({ name, points: points.map((point) => ({ files: point.files, value: read(point) })) });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="sans-serif" font-size="12">`,
    '<title>Time and peak memory of a scan against the number of files</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...panel([series('time', (it) => it.seconds), series('processor', (it) => it.cpuSeconds)], LEFT, 'Seconds'),
    ...panel([series('peak memory', (it) => it.peakBytes / 1e6)], LEFT + PANEL.width + 80, 'MB'),
    '</svg>',
    '',
  ].join('\n');
}

function panel(series, x, unit) {
  const counts = series[0].points.map(({ files }) => files);
  const most = counts.at(-1);
  const top = roundUp(Math.max(...series.flatMap(({ points }) => points.map(({ value }) => value))));
  const across = (files) => round(x + (files / most) * PANEL.width);
  const up = (value) => round(TOP + PANEL.height * (1 - value / top));
  return [
    `<text x="${x}" y="${TOP - 20}" font-weight="bold" fill="#222222">${unit}</text>`,
    ...grid(top).map((value) => `<path d="M${x} ${up(value)}h${PANEL.width}" stroke="#dddddd"/>`
      + `<text x="${x - 8}" y="${up(value) + 4}" text-anchor="end" fill="#555555">${value}</text>`),
    ...counts.slice(-4).map((files) => text(across(files), TOP + PANEL.height + 18, files, '#555555')),
    text(x + PANEL.width / 2, TOP + PANEL.height + 38, 'files', '#222222'),
    ...series.flatMap((one, at) => curve(one, at, { x, across, up })),
  ];
}

function curve({ name, points }, at, { x, across, up }) {
  const colour = COLOURS[at];
  const dots = points.map(({ files, value }) => ({ x: across(files), y: up(value) }));
  return [
    `<polyline points="${dots.map((it) => `${it.x},${it.y}`).join(' ')}" stroke="${colour}" stroke-width="2" fill="none"/>`,
    ...dots.map((it) => `<circle cx="${it.x}" cy="${it.y}" r="3.5" fill="${colour}"/>`),
    `<text x="${x + 70 + at * 60}" y="${TOP - 20}" fill="${colour}">${name}</text>`,
  ];
}

function text(x, y, words, colour) {
  return `<text x="${x}" y="${y}" text-anchor="middle" fill="${colour}">${words}</text>`;
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
