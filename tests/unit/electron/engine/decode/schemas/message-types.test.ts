import protobufjs from 'protobufjs';
import 'protobufjs/ext/descriptor';
import { describe, expect, it } from 'vitest';
import type { EngineSchema } from '../../../../../../electron/contract/engine-control';
import { declareTypes, type DeclaredTypes } from '../../../../../../electron/engine/decode/schemas/message-types';

const never = (): void => undefined;
const proto = (name: string, text: string): EngineSchema => ({ id: `id of ${name}`, name, bytes: Buffer.from(text) });
const declare = (...schemas: EngineSchema[]): DeclaredTypes => declareTypes(schemas, never);
const complaints = ({ problems }: DeclaredTypes): string[] =>
  problems.map(({ fileName, problem }) => `${fileName}: ${problem.code}: ${problem.raw}`);

describe('.proto files', () => {
  it('import one another by path or by file name, whatever their order', () => {
    const types = declare(
      proto(
        'plant.proto',
        'syntax = "proto3"; package plant; import "common/units.proto"; message M { common.Unit u = 1; }'
      ),
      proto('units.proto', 'syntax = "proto3"; package common; import "deep/er.proto"; message Unit { Er er = 1; }'),
      proto('er.proto', 'syntax = "proto3"; package common; message Er { int32 a = 1; }')
    );
    expect(complaints(types)).toEqual([]);
    expect(types.types).toEqual(['common.Er', 'common.Unit', 'plant.M']);
    expect(types.find('plant.M')?.fields['u']?.resolvedType?.fullName).toBe('.common.Unit');
    expect(types.find('.plant.M')).toBe(types.find('plant.M'));
    expect(types.find('plant.N')).toBeNull();
    expect(types.find('constructor')).toBeNull();
  });

  it('may import one another in a circle', () => {
    const types = declare(
      proto('a.proto', 'syntax = "proto3"; import "b.proto"; message A { B b = 1; }'),
      proto('b.proto', 'syntax = "proto3"; import "a.proto"; message B { A a = 1; }')
    );
    expect(complaints(types)).toEqual([]);
    expect(types.types).toEqual(['A', 'B']);
  });

  it("have Google's own files, which are found and not listed", () => {
    const names = [
      'any',
      'duration',
      'empty',
      'field_mask',
      'struct',
      'timestamp',
      'wrappers',
      'descriptor',
      'api',
      'type'
    ];
    const imports = names.map((name) => `import "google/protobuf/${name}.proto";`).join('');
    const types = declare(
      proto(
        'a.proto',
        `syntax = "proto3"; ${imports} import "third_party/google/api/annotations.proto"; import "google/api/http.proto";
        extend google.protobuf.FieldOptions { string unit = 50001; }
        message A { google.protobuf.Timestamp at = 1 [(unit) = "s"]; google.protobuf.Any any = 2; google.protobuf.Api api = 3; }
        service S { rpc Call(A) returns (A) { option (google.api.http) = { get: "/a" }; } }`
      )
    );
    expect(complaints(types)).toEqual([]);
    expect(types.types).toEqual(['A']);
    expect(types.find('google.protobuf.Timestamp')).not.toBeNull();
  });

  it('that do not meet may declare the same: the first holds, and the other file says so', () => {
    const types = declare(
      proto('a.proto', 'syntax = "proto3"; message Status { int32 a = 1; }'),
      proto('b.proto', 'syntax = "proto3"; message Status { int32 b = 1; } message Other { Status s = 1; }')
    );
    expect(types.problems.map(({ fileName, problem }) => [fileName, problem.facts])).toEqual([
      ['b.proto', { type: 'Status', declaredIn: 'a.proto', more: 0 }]
    ]);
    expect(types.types).toEqual(['Other', 'Status']);
    expect(types.find('Status')?.fields).toHaveProperty('a');
    expect(types.find('Other')?.fields['s']?.resolvedType).toHaveProperty('fields.b');
  });

  it('are found by either name where two have the same bytes, and declare their types once', () => {
    const text = 'syntax = "proto3"; message Same { int32 a = 1; }';
    const types = declare(
      { ...proto('old.proto', text), id: 'same' },
      { ...proto('new.proto', text), id: 'same' },
      proto('one.proto', 'syntax = "proto3"; import "old.proto"; message One { Same s = 1; }'),
      proto('two.proto', 'syntax = "proto3"; import "old.proto"; import "new.proto"; message Two { Same s = 1; }')
    );
    expect(complaints(types)).toEqual([]);
    expect(types.types).toEqual(['One', 'Same', 'Two']);
    const apart = declare({ ...proto('old.proto', text), id: 'same' }, { ...proto('new.proto', text), id: 'same' });
    expect(complaints(apart)).toEqual([]);
  });

  it('keep the names as written', () => {
    const types = declare(proto('a.proto', '\ufeffsyntax = "proto3"; message A { int32 two_words = 1; }'));
    expect(types.find('A')?.fields).toHaveProperty('two_words');
  });
});

describe('problems', () => {
  it('are of their file, say the line, and leave the others alone', () => {
    const types = declare(
      proto('good.proto', 'syntax = "proto3"; message Good { int32 a = 1; }'),
      proto('bad.proto', 'syntax = "proto3";\nmessage Bad {\n  int32 = 1;\n}'),
      proto('empty.proto', '')
    );
    expect(types.types).toEqual(['Good']);
    expect(complaints(types)).toEqual(["bad.proto: schema-invalid: illegal name '=' (bad.proto, line 3)"]);
  });

  it('name an import that nobody brought and a type that is nowhere; the rest of the message stays', () => {
    const types = declare(
      proto(
        'a.proto',
        'syntax = "proto3"; package p; import "gone.proto"; message A { Gone g = 1; int32 ok = 2; map<string, Gone> m = 3; } extend Gone { int32 x = 9; }'
      )
    );
    expect(types.types).toEqual(['p.A']);
    expect(Object.keys(types.find('p.A')?.fields ?? {})).toEqual(['ok']);
    expect(complaints(types)).toHaveLength(4);
    expect(types.problems[0]?.problem.facts).toEqual({ import: 'gone.proto' });
    expect(complaints(types).join('\n')).toMatch(/p\.x[^]*p\.A\.g[^]*p\.A\.m/);
  });

  it('of a file whose types another one declares already, once for all of them', () => {
    const text =
      'syntax = "proto3"; package p; import "google/protobuf/any.proto"; message A {} message B {} message C {}';
    const types = declare(proto('a.proto', text), proto('copy.proto', `${text} message D {}`));
    expect(types.problems.map(({ fileName, problem }) => [fileName, problem.facts])).toEqual([
      ['copy.proto', { type: 'p.A', declaredIn: 'a.proto', more: 2 }]
    ]);
    expect(types.types).toEqual(['p.A', 'p.B', 'p.C', 'p.D']);
  });

  it('of a name that is declared twice in files that meet', () => {
    const types = declare(
      proto('a.proto', 'syntax = "proto3"; import "b.proto"; message Same { int32 a = 1; }'),
      proto('b.proto', 'syntax = "proto3"; message Same { int32 b = 1; }')
    );
    expect(types.types).toEqual(['Same']);
    expect(complaints(types).join()).toMatch(/schema-invalid: duplicate name 'Same'/);
  });

  it('of bytes that are neither text nor descriptors', () => {
    const types = declare({ id: 'x', name: 'x.desc', bytes: Uint8Array.of(1, 2, 3, 0xff) });
    expect(types.types).toEqual([]);
    expect(types.problems).toHaveLength(1);
  });

  it('of declarations that are nested without end', () => {
    const deep = 'message A { '.repeat(20_000);
    const types = declare(proto('deep.proto', `syntax = "proto3"; ${deep}${'}'.repeat(20_000)}`));
    expect(types.problems).toHaveLength(1);
  });
});

it('reads descriptor sets', () => {
  const root = protobufjs.parse(
    `syntax = "proto3"; package plant; enum Mode { OFF = 0; ON = 1; }
    message Robot { string serial_number = 1; Mode mode = 2; map<string, double> axes = 3; optional int32 o = 4; Inner i = 5; message Inner { bool b = 1; } }`,
    { keepCase: true }
  ).root;
  root.resolveAll();
  const set = (root as protobufjs.Root & { toDescriptor(edition: string): protobufjs.Message }).toDescriptor('proto3');
  const bytes = (set.$type as protobufjs.Type).encode(set).finish();
  const types = declare({ id: 'set', name: 'plant.binpb', bytes });
  expect(complaints(types)).toEqual([]);
  expect(types.types).toEqual(['plant.Robot', 'plant.Robot.Inner']);
  expect(Object.keys(types.find('plant.Robot')?.fields ?? {})).toEqual(['serial_number', 'mode', 'axes', 'o', 'i']);
});
