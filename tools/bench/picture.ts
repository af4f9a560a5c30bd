import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bar, type Panel, svgOf } from "./bars.ts";
import { load, results, round, type Spread } from "./figures.ts";

interface Pages {
  readonly quick?: boolean;
  readonly page?: { readonly bolt: Spread; readonly handrail: Spread };
  readonly late?: Spread;
}
interface Postgres {
  readonly quick?: boolean;
  readonly page?: { readonly bare: Spread; readonly handrail: Spread };
  readonly card?: { readonly bare: Spread; readonly handrail: Spread };
}
interface History {
  readonly quick?: boolean;
  readonly costs?: Readonly<
    Record<string, readonly { readonly old: number; readonly request: Spread }[]>
  >;
}

/** The one picture of the figures, of whatever files there are. @returns where it is */
export function drawPicture(): string {
  const [pages, postgres, history] = [
    load<Pages>("latest"),
    load<Postgres>("postgres"),
    load<History>("history"),
  ];
  const panels: Panel[] = [
    {
      title: "From typing /escalate until a supervisor has it",
      under:
        "median, in the light bar 99 of 100; 60 a second. Above each of ours: a bot that does nothing else",
      bars: [
        ...beside("bare Bolt", pages?.page?.bolt, "Handrail, PGlite", pages?.page?.handrail),
        ...beside(
          "bare Bolt",
          postgres?.page?.bare,
          "Handrail, PostgreSQL",
          postgres?.page?.handrail,
        ),
        ...beside(
          "bare botbuilder",
          postgres?.card?.bare,
          "Handrail in Teams",
          postgres?.card?.handrail,
        ),
      ],
    },
    {
      title: "A step's page after its due time",
      under: "beside 20,000 timers of tomorrow; promised: 99 of 100 within 250 ms",
      bars:
        pages?.late === undefined
          ? []
          : [{ label: "Handrail, PGlite", ...ends(pages.late), ours: true }],
    },
    {
      title: "One request, by how many there were before",
      under: "asked, taken, done: the three answers, median",
      bars: Object.entries(history?.costs ?? {}).flatMap(([kind, costs]) =>
        costs.map(({ old, request }): Bar => ({
          label: `${kind}, ${old.toLocaleString("en")} old`,
          value: request.median,
          says: `${round(request.median)} ms`,
          ours: true,
        })),
      ),
    },
  ];
  const small = [pages, postgres, history].some((one) => one?.quick === true);
  const file = join(results, "picture.svg");
  writeFileSync(
    file,
    svgOf(
      panels.filter(({ bars }) => bars.length > 0),
      small ? "from a small run: not for publishing" : undefined,
    ),
  );
  return existsSync(file) ? file : "nothing";
}

const ends = ({ median, p99 }: Spread) => ({
  value: median,
  upTo: p99,
  says: `${round(median)} ms, p99 ${round(p99)} ms`,
});

const beside = (
  bareLabel: string,
  bare: Spread | undefined,
  label: string,
  ours: Spread | undefined,
): Bar[] =>
  bare === undefined || ours === undefined
    ? []
    : [
        { label: bareLabel, ...ends(bare), ours: false },
        { label, ...ends(ours), ours: true },
      ];
