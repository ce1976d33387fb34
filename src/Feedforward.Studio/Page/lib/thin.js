// Long curves with fewer points.

/** At most about `most` of the points: the first, the last and evenly many between. */
export function thin(points, most = 400) {
  if (points.length <= most) {
    return points;
  }
  const every = Math.ceil(points.length / most);
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}
