import { requestSchemas, type RequestInput, type RequestName } from '#contract/app';
import { fail, succeed, type Result } from '#contract/failure';

/** A request whose name is known and whose input has the shape the contract gives it. */
export type ParsedRequest = { [N in RequestName]: { readonly name: N; readonly input: RequestInput<N> } }[RequestName];

/** The door: everything a page sends is unknown until here. Failure: request-invalid, `raw` names what was wrong, never a value. */
export function parseRequest(name: unknown, input: unknown): Result<ParsedRequest> {
  if (!isRequestName(name)) return fail('request-invalid', 'name');
  const parsed = requestSchemas[name].safeParse(input);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.map(String).join('.')).join(' ');
    return fail('request-invalid', `${name}: ${where}`.slice(0, 200));
  }
  // The schema was looked up by this very name; TypeScript does not follow that through a union.
  return succeed({ name, input: parsed.data } as ParsedRequest);
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requestSchemas, name);
}
