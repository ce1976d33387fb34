// A map of numbers over a plane: drawn on a canvas, laid behind a chart's axes, paths and points.

const ends = { low: [213, 94, 0], middle: [247, 247, 247], high: [0, 114, 178] };

function mix(a, b, share) {
  return a.map((value, i) => Math.round(value + (b[i] - value) * share));
}

/** Rows from bottom to top as the address of a picture. From low (orange) over the middle (white) to high (blue); in bands where `bands` is given. */
export function heatmap(rows, low, high, bands = 0) {
  const canvas = document.createElement("canvas");
  canvas.width = rows[0].length;
  canvas.height = rows.length;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(canvas.width, canvas.height);
  rows.forEach((row, i) => row.forEach((value, j) => {
    let share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    if (bands > 0) {
      share = Math.floor(share * bands) / bands;
    }
    const colour = share < 0.5 ? mix(ends.low, ends.middle, share * 2) : mix(ends.middle, ends.high, share * 2 - 1);
    pixels.data.set([...colour, 255], 4 * ((rows.length - 1 - i) * canvas.width + j));
  }));
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

/** The colours of classes, in their order (Okabe and Ito). */
export const palette = [[0, 114, 178], [213, 94, 0], [0, 158, 115], [204, 121, 167], [230, 159, 0], [86, 180, 233], [240, 228, 66], [90, 90, 90]];

/** The likeliest class of each point and its probability, both as rows from bottom to top, as the address of a picture: the surer the stronger. */
export function classmap(classes, shares) {
  const canvas = document.createElement("canvas");
  canvas.width = classes[0].length;
  canvas.height = classes.length;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(canvas.width, canvas.height);
  classes.forEach((row, i) => row.forEach((one, j) => {
    const colour = mix(ends.middle, palette[one % palette.length], 0.15 + 0.85 * shares[i][j]);
    pixels.data.set([...colour, 255], 4 * ((classes.length - 1 - i) * canvas.width + j));
  }));
  context.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}
