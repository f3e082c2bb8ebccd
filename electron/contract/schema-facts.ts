/** A `.proto` file or a descriptor set that was copied into a profile. */
export interface SchemaFacts {
  /** Of its bytes: the same under two names has one. */
  readonly id: string;
  /** Of the file as it was chosen, and no name twice in a profile; `import "x.proto"` finds it by the end of this name. */
  readonly name: string;
  readonly sizeBytes: number;
}
