/** What is selected of the lines of a payload: of each its text, not its number nor what else stands beside it. */
export function selectedLines(lines: HTMLElement): string {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed) return '';
  const selected = selection.getRangeAt(0);
  return [...lines.querySelectorAll('.text')]
    .filter((text) => selected.intersectsNode(text))
    .map((text) => {
      const part = document.createRange();
      part.selectNodeContents(text);
      const { startContainer, startOffset, endContainer, endOffset } = selected;
      if (part.compareBoundaryPoints(Range.START_TO_START, selected) < 0) part.setStart(startContainer, startOffset);
      if (part.compareBoundaryPoints(Range.END_TO_END, selected) > 0) part.setEnd(endContainer, endOffset);
      return part.toString();
    })
    .join('\n');
}
