/** A bar from nothing to `value`, and lighter on to `upTo`. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly upTo?: number;
  readonly says: string;
  readonly ours: boolean;
}

export interface Panel {
  readonly title: string;
  readonly under: string;
  readonly bars: readonly Bar[];
}

const width = 760;
const [left, longest] = [190, 400];
const row = 26;
const head = 58;

/**
 * Bars below one another; each panel has its own scale. Every value is written beside its bar, so
 * colour alone tells nothing. The colours work on light and dark pages.
 */
export function svgOf(panels: readonly Panel[], warning?: string): string {
  let y = 8;
  const parts: string[] = [];
  for (const { title, under, bars } of panels) {
    parts.push(
      text(8, y + 20, title, 'font-size="15" font-weight="600"'),
      text(8, y + 40, under, 'font-size="12" opacity="0.75"'),
    );
    y += head;
    const most = Math.max(...bars.map(({ value, upTo = value }) => upTo));
    const wide = (value: number) => Math.max(1, (value / most) * longest).toFixed(1);
    for (const { label, value, upTo, says, ours } of bars) {
      const colour = ours ? "#3b7dd8" : "#8a8f98";
      parts.push(text(left - 8, y + 13, label, 'font-size="12" text-anchor="end"'));
      if (upTo !== undefined) parts.push(bar(y, wide(upTo), `${colour}" opacity="0.4`));
      parts.push(bar(y, wide(value), colour));
      parts.push(text(left + Number(wide(upTo ?? value)) + 6, y + 13, says, 'font-size="12"'));
      y += row;
    }
    y += 14;
  }
  if (warning !== undefined)
    parts.push(text(8, (y += 14), warning, 'font-size="12" font-weight="600"'));
  const spoken = panels
    .flatMap(({ title, bars }) => [title, ...bars.map(({ label, says }) => `${label}: ${says}`)])
    .join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 12}" width="${width}"
  role="img" font-family="system-ui, sans-serif" fill="#57606a">
<title>Handrail's figures</title>
<desc>${escaped(spoken)}</desc>
${parts.join("\n")}
</svg>
`;
}

const bar = (y: number, wide: string, fill: string): string =>
  `<rect x="${left}" y="${y}" width="${wide}" height="18" rx="3" fill="${fill}"/>`;

const text = (x: number, y: number, words: string, style: string): string =>
  `<text x="${x}" y="${y}" ${style}>${escaped(words)}</text>`;

const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
