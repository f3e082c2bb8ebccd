import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { JsonProblem } from '../../format/json-problem';

export interface PayloadEditor {
  /** Replaces the text unless it is already there. */
  setText(text: string): void;
  setProblem(problem: JsonProblem | null): void;
  focus(): void;
  close(): void;
}

export interface PayloadEditorOptions {
  readonly text: string;
  readonly label: string;
  onchange(text: string): void;
  onpublish(): void;
}

const problemChanged = StateEffect.define<JsonProblem | null>();
const problemMark = Decoration.mark({ class: 'cm-json-problem' });

const problemField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(problemChanged)) continue;
      const length = transaction.state.doc.length;
      const from = Math.min(effect.value?.offset ?? 0, Math.max(0, length - 1));
      const to = Math.min(length, from + (effect.value?.length ?? 0));
      next = effect.value && to > from ? Decoration.set(problemMark.range(from, to)) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field)
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--sx-key)' },
  { tag: tags.string, color: 'var(--sx-str)' },
  { tag: tags.number, color: 'var(--sx-num)' },
  { tag: [tags.bool, tags.null], color: 'var(--sx-lit)' },
  { tag: [tags.separator, tags.punctuation, tags.brace, tags.squareBracket], color: 'var(--sx-punc)' }
]);

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--tx-1)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontSize: 'var(--fs-2)',
    lineHeight: '18px',
    fontVariantLigatures: 'none',
    fontFeatureSettings: '"calt" 0, "zero" 1'
  },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--tx-1)' },
  // The field around it draws the one focus ring.
  '.cm-content:focus-visible': { boxShadow: 'none' },
  '.cm-line': { padding: '0 8px 0 0' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--tx-off)' },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: '32px',
    padding: '0 12px 0 0',
    fontSize: 'var(--fs-1)'
  },
  '.cm-cursor': { borderLeftColor: 'var(--tx-1)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--sel)'
  },
  '.cm-json-problem': { textDecoration: 'underline wavy var(--amber) 1px', textUnderlineOffset: '3px' }
});

/** CodeMirror on a payload. Its own file, so that the page loads it when the panel is first drawn. */
export function openPayloadEditor(parent: HTMLElement, options: PayloadEditorOptions): PayloadEditor {
  const publish = (): boolean => {
    options.onpublish();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run: publish }])),
        lineNumbers(),
        history(),
        drawSelection(),
        json(),
        syntaxHighlighting(colours),
        problemField,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        look,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onchange(update.state.doc.toString());
        })
      ]
    })
  });
  return {
    setText(text) {
      const { doc } = view.state;
      if (doc.length === text.length && doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
    },
    setProblem(problem) {
      view.dispatch({ effects: problemChanged.of(problem) });
    },
    focus: () => view.focus(),
    close: () => view.destroy()
  };
}
