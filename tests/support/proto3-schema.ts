export const proto3 = `syntax = "proto3"; package p3;
enum Mode { OFF = 0; ON = 1; ALSO_ON = 1 ; NEGATIVE = -1; option allow_alias = true; }
message Test1 { int32 a = 1; }
message Test2 { string b = 2; }
message Test3 { optional Test1 c = 3; }
message Test5 { repeated int32 f = 6; }
message Kinds {
  double d = 1; float f = 2; int32 i32 = 3; int64 i64 = 4; uint32 u32 = 5; uint64 u64 = 6; sint32 s32 = 7; sint64 s64 = 8;
  fixed32 f32 = 9; fixed64 f64 = 10; sfixed32 sf32 = 11; sfixed64 sf64 = 12; bool b = 13; string s = 14; bytes raw = 15; Mode mode = 16;
}
message Lists {
  repeated sint64 numbers = 1; repeated string words = 2; repeated Test1 parts = 3; repeated Mode modes = 4; repeated float floats = 5;
  map<string, int32> counts = 6; map<int64, Test1> byNumber = 7; map<bool, string> flags = 8; oneof choice { int32 one = 9; string other = 10; }
}
message Deep { Deep deep = 1; int32 end = 2; }`;
