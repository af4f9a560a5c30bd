import type { ReactElement } from "react";
import type { ChartBlock } from "./types.ts";

/**
 * Bars in groups, as Slack draws them; a table underneath to those who do not see them. Sizes are
 * attributes of the drawing and not styles, which the page's policy forbids.
 */
export function Chart({ block }: { readonly block: ChartBlock }): ReactElement {
  const { series, axis_config: axis } = block.chart;
  const most = Math.max(1, ...series.flatMap(({ data }) => data.map(({ value }) => value)));
  const [height, group] = [100, 300 / Math.max(1, axis.categories.length)];
  const bar = Math.min(28, (group - 16) / Math.max(1, series.length));
  return (
    <figure className="chart">
      <figcaption>{block.title}</figcaption>
      <svg viewBox="0 0 320 150" aria-hidden="true">
        <line x1="10" x2="310" y1={height + 16} y2={height + 16} className="axis" />
        {axis.categories.map((category, place) => (
          <g key={category}>
            {series.map(({ name, data }, index) => {
              const value = data[place]?.value ?? 0;
              const x = 10 + place * group + (group - bar * series.length) / 2 + index * bar;
              const size = (value / most) * height;
              return (
                <g key={name}>
                  <rect
                    className={`series-${index}`}
                    x={x}
                    y={height + 16 - size}
                    width={bar - 3}
                    height={size}
                  />
                  <text x={x + (bar - 3) / 2} y={height + 12 - size} className="value">
                    {value}
                  </text>
                </g>
              );
            })}
            <text x={10 + (place + 0.5) * group} y={height + 32} className="category">
              {category}
            </text>
          </g>
        ))}
      </svg>
      <p className="legend" aria-hidden="true">
        {series.map(({ name }, index) => (
          <span key={name}>
            <svg viewBox="0 0 10 10" className="swatch">
              <rect className={`series-${index}`} width="10" height="10" />
            </svg>{" "}
            {name} {axis.y_label}
          </span>
        ))}
      </p>
      <table className="hidden-table">
        <thead>
          <tr>
            <th scope="col">{block.title}</th>
            {axis.categories.map((category) => (
              <th scope="col" key={category}>
                {category}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ name, data }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {data.map(({ label, value }) => (
                <td key={label}>
                  {value} {axis.y_label}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
