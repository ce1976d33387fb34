// Long curves with fewer points.

/** At most about `most` of the points: the first, the last and evenly many between. */
export function thin(points, most = 400) {
  if (points.length <= most) {
    return points;
  }
  const every = Math.ceil(points.length / most);
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

/** A curve that grows without end and keeps at most `most` points, evenly many, and the newest. */
export function growing(most = 800) {
  let points = [], every = 1, count = 0, newest = null;
  return {
    push(x, y) {
      if (y === null || y === undefined) {
        return;
      }
      newest = [x, y];
      if (count++ % every === 0) {
        points.push(newest);
        if (points.length > most) {
          points = points.filter((_, i) => i % 2 === 0);
          every *= 2;
        }
      }
    },
    points: () => newest === null || points.at(-1) === newest ? points : [...points, newest],
  };
}
