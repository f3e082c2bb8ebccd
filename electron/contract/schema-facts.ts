/** A `.proto` file or a descriptor set that was copied into a profile. */
export interface SchemaFacts {
  readonly id: string;
  /** Of the file as it was chosen; `import "x.proto"` finds it by the end of this name. */
  readonly name: string;
  readonly sizeBytes: number;
}
