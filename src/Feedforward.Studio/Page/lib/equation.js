// Equations with numbers, in MathML.
import { make, formula, text } from "/lib/dom.js";

const mostTerms = 5;

export const name = (letter, below) => below === undefined ? formula("mi", letter) : formula("msub", formula("mi", letter), formula("mi", String(below)));
export const operator = sign => formula("mo", sign);
export const partial = below => formula("mfrac", formula("mrow", operator("∂"), name("ℓ")), formula("mrow", operator("∂"), below));

/** A number; negative ones in parentheses where they follow an operator. */
export function number(value, isFirst = true) {
  const written = formula("mn", text(value).replace("-", "−"));
  return isFirst || !(value < 0) ? written : formula("mrow", operator("("), written, operator(")"));
}

/** An equation of parts. */
export function equation(...parts) {
  const math = formula("math", formula("mrow", ...parts));
  math.setAttribute("displaystyle", "true");
  return make("div", {}, math);
}

/** (a)(b) + (c)(d) + …: pairs of factors, the first few of them. */
export function sumOfProducts(pairs) {
  const parts = [];
  pairs.slice(0, mostTerms).forEach(([a, b], i) => {
    parts.push(...(i > 0 ? [operator("+")] : []), number(a, i === 0), operator("·"), number(b, false));
  });
  if (pairs.length > mostTerms) {
    parts.push(operator("+"), formula("mtext", `… ${pairs.length - mostTerms} more`));
  }
  return parts.length > 0 ? parts : [number(0)];
}
