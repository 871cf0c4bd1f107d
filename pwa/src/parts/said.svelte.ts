// The one line that tells what just happened. It stays until the next thing happens: nothing on a clock.

interface Line {
  text: string;
  undo?: () => void;
}

let line = $state.raw<Line | null>(null);

export const said = {
  get line(): Line | null {
    return line;
  },
  say(text: string, undo?: () => void): void {
    line = undo ? { text, undo } : { text };
  },
  clear(): void {
    line = null;
  },
};
