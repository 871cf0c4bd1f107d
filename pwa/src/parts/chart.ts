// What a chart draws of a table: which rows, side by side with what, and how long each bar is.
import type { Shown, StatisticsView } from '../domain/views';

export interface Bar {
  text: string;
  /** Of the longest one, 0 to 1; up to `most` it is told that there may be more. */
  least: number;
  most: number;
}
export interface Chart {
  /** What stands side by side; one without a name where there is nothing beside it. */
  series: string[];
  rows: { label: string; bars: Bar[] }[];
}

/** So few columns stand side by side; of more the chart shows the sums, and the table all of them. */
const BESIDE = 3;
const MONTH = /^\d{4}-\d\d$/;

/** Columns side by side where they are few, or the sums; beside these, those of the period before. */
export function chartOf(of: StatisticsView, before: StatisticsView | null, names: [string, string]): Chart {
  const { told, words } = of;
  const few = before === null && told.columns.length > 1 && told.columns.length <= BESIDE;
  const numbers = told.rows.map((row, n): [Shown | undefined, string][] => {
    if (few) return told.columns.map((_, m) => [told.cells[n]?.[m], words.cells[n]?.[m] ?? '']);
    const own = one(of, n);
    return before ? [own, one(before, before.told.rows.indexOf(row))] : [own];
  });
  const longest = Math.max(...numbers.flat().map(([shown]) => upTo(shown)), 1);
  const rows = told.rows.map((row, n) => ({
    row,
    label: words.rows[n] ?? row,
    bars: (numbers[n] ?? []).map(([shown, text]) => ({
      text,
      least: from(shown) / longest,
      most: upTo(shown) / longest,
    })),
  }));
  return {
    series: few ? words.columns : before ? names : [''],
    // A month without anything is seen as such; a code that nobody has met only makes it longer.
    rows: rows.filter(({ row, bars }) => MONTH.test(row) || bars.some(({ most }) => most > 0)),
  };
}

/** A row's sum; of the medians, which have none, the number itself. */
function one({ told, words }: StatisticsView, n: number): [Shown | undefined, string] {
  if (n < 0) return [undefined, '0'];
  return told.row_totals.length > 0
    ? [told.row_totals[n], words.row_sums[n] ?? '']
    : [told.cells[n]?.[0], words.cells[n]?.[0] ?? ''];
}

const from = (shown: Shown | undefined): number => shown?.rounded ?? shown?.least ?? 0;
const upTo = (shown: Shown | undefined): number => shown?.rounded ?? shown?.most ?? shown?.least ?? 0;
