/** One line of a Menu or ContextMenu, as data: the same lines may stand in both. */
export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly label: string;
      /** Shown at the end: the key that does the same. */
      readonly keys?: string;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      readonly onselect: () => void;
    }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly onchange: (value: string) => void;
    }
  /** On or off, with a check where it is on. */
  | {
      readonly kind: 'check';
      readonly label: string;
      readonly checked: boolean;
      readonly onchange: (checked: boolean) => void;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly MenuEntry[] }
  | { readonly kind: 'separator' };
