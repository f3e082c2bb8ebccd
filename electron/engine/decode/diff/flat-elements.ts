import { JsonScanner } from '../json-scanner';
import { jsonToken } from '../json-token';

/** Where the scalars of an array on one line stand: start, end, start, end… Few: such an array is short. */
export function flatElements(bytes: Uint8Array, start: number, notation: boolean): readonly number[] {
  const scanner = new JsonScanner(bytes, start, notation);
  const places: number[] = [];
  for (;;) {
    const token = scanner.next();
    switch (token) {
      case jsonToken.string:
      case jsonToken.scalar:
        places.push(scanner.start, scanner.end);
        break;
      case jsonToken.openArray:
      case jsonToken.comma:
      case jsonToken.more:
        break;
      default:
        return places;
    }
  }
}
