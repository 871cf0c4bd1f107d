/** Works again only when it is given something else than the last time. Pure work alone. */
export function unlessSame<Given extends unknown[], Made>(
  work: (...given: Given) => Made,
): (...given: Given) => Made {
  let last: { given: Given; made: Made } | null = null;
  return (...given) => {
    if (!last?.given.every((each, i) => Object.is(each, given[i]))) last = { given, made: work(...given) };
    return last.made;
  };
}
