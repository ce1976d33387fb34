// A map of numbers over a plane: drawn on a canvas, laid behind a chart's axes, paths and points.

import { make } from "/lib/dom.js";

const ends = { low: [213, 94, 0], middle: [247, 247, 247], high: [0, 114, 178] };

function mix(a, b, share) {
  return a.map((value, i) => Math.round(value + (b[i] - value) * share));
}

const packed = ([red, green, blue]) => (255 << 24 | blue << 16 | green << 8 | red) >>> 0;

/** From low to high in 256 steps: a picture of every neuron is drawn ten times a second. */
const ramp = Uint32Array.from({ length: 256 }, (_, i) => {
  const share = i / 255;
  return packed(share < 0.5 ? mix(ends.low, ends.middle, share * 2) : mix(ends.middle, ends.high, share * 2 - 1));
});

const canvases = new Map();

/** A canvas of a size; the same each time, as each picture is taken from it at once. */
function canvasOf(width, height) {
  const size = `${width} ${height}`;
  if (!canvases.has(size)) {
    const canvas = make("canvas", { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true }), pixels = context.createImageData(width, height);
    canvases.set(size, { canvas, context, pixels, colours: new Uint32Array(pixels.data.buffer) });
  }
  return canvases.get(size);
}

/** Rows from bottom to top as the address of a picture, each value's colour by `of`. */
function picture(rows, of) {
  const { canvas, context, pixels, colours } = canvasOf(rows[0].length, rows.length);
  rows.forEach((row, i) => {
    const start = (rows.length - 1 - i) * canvas.width;
    for (let j = 0; j < canvas.width; j++) {
      colours[start + j] = of(row[j], i, j);
    }
  });
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

/** Rows from bottom to top as the address of a picture. From low (orange) over the middle (white) to high (blue); in bands where `bands` is given. */
export function heatmap(rows, low, high, bands = 0) {
  return picture(rows, value => {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    return ramp[Math.round(255 * (bands > 0 ? Math.floor(share * bands) / bands : share))];
  });
}

/** The colours of classes, in their order (Okabe and Ito). */
export const palette = [[0, 114, 178], [213, 94, 0], [0, 158, 115], [204, 121, 167], [230, 159, 0], [86, 180, 233], [240, 228, 66], [90, 90, 90]];

/** The likeliest class of each point and its probability, both as rows from bottom to top, as the address of a picture: the surer the stronger. */
export function classmap(classes, shares) {
  return picture(classes, (one, i, j) => packed(mix(ends.middle, palette[one % palette.length], 0.15 + 0.85 * shares[i][j])));
}
