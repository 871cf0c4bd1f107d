import { expect, test } from 'vitest';
import type { Shown, StatisticsView } from '../domain/views';
import { chartOf } from './chart';

const exactly = (n: number): Shown => ({ least: n, most: n, rounded: null });

function table(rows: string[], columns: string[], cells: Shown[][]): StatisticsView {
  const sum = (line: Shown[]): Shown => ({
    least: line.reduce((all, { least }) => all + least, 0),
    most: line.reduce((all, { most }) => all + (most ?? 0), 0),
    rounded: null,
  });
  const text = ({ least, most }: Shown): string => (least === most ? String(least) : `${String(least)}–`);
  return {
    told: { table: 't', mode: 'internal', rows, columns, cells, row_totals: cells.map(sum), exact: null },
    words: {
      title: 'T',
      rows: rows.map((row) => row.toLowerCase()),
      columns,
      cells: cells.map((line) => line.map(text)),
      sum: 'Summa',
      row_sums: cells.map((line) => text(sum(line))),
      column_sums: [],
      notes: [],
    },
  };
}

test('few columns stand side by side, and what nobody met is only in the table', () => {
  const of = table(
    ['KAST', 'NONE'],
    ['YES', 'NO'],
    [
      [exactly(4), exactly(1)],
      [exactly(0), exactly(0)],
    ],
  );
  const chart = chartOf(of, null, ['2026', '2025']);
  expect(chart.series).toEqual(['YES', 'NO']);
  expect(chart.rows).toMatchObject([
    {
      label: 'kast',
      bars: [
        { text: '4', least: 1, most: 1 },
        { text: '1', least: 0.25, most: 0.25 },
      ],
    },
  ]);
});

test('beside the year before stand the sums, of a row that was not there then too', () => {
  const now = table(
    ['A', 'B'],
    ['X', 'Y'],
    [
      [exactly(3), exactly(1)],
      [exactly(2), exactly(0)],
    ],
  );
  const then = table(['A'], ['X', 'Y'], [[exactly(8), exactly(0)]]);
  const chart = chartOf(now, then, ['2026', '2025']);
  expect(chart.series).toEqual(['2026', '2025']);
  expect(chart.rows.map(({ bars }) => bars.map(({ text }) => text))).toEqual([
    ['4', '8'],
    ['2', '0'],
  ]);
});

test('a span reaches from its least to its most, and a month without anything is seen', () => {
  const of = table(['2026-01', '2026-02'], [''], [[{ least: 1, most: 4, rounded: null }], [exactly(0)]]);
  const chart = chartOf(of, null, ['', '']);
  expect(chart.rows.map(({ bars }) => bars[0])).toEqual([
    { text: '1–', least: 0.25, most: 1 },
    { text: '0', least: 0, most: 0 },
  ]);
});
