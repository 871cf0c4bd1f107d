// The one line that tells what just happened. It stays until the next thing happens: nothing on a clock.

interface Line {
  text: string;
  undo?: () => void;
}

let line = $state.raw<Line | null>(null);
let carried = false;

export const said = {
  get line(): Line | null {
    return line;
  },
  say(text: string, undo?: () => void): void {
    line = undo ? { text, undo } : { text };
    carried = false;
  },
  /** Said of what was done here, to be read on the screen that comes next. */
  carry(text: string): void {
    line = { text };
    carried = true;
  },
  clear(): void {
    line = null;
  },
  /** Another screen: what was said of the last one goes, unless it was said for this one. */
  moveOn(): void {
    if (!carried) line = null;
    carried = false;
  },
};
