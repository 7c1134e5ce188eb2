/** What can be known of a failed call, from whatever a provider's SDK has thrown or put into its stream. */
export interface FailureFacts {
  readonly status?: number;
  /** Codes and types that the provider gave, lower case. */
  readonly codes: readonly string[];
  /** The provider's own words. */
  readonly said: string;
  /** What in the request the provider complains about, when it says so apart from its words. */
  readonly place?: string;
  /** Name of the SDK's error, such as `AI_APICallError`. */
  readonly name: string;
  /** Code of a broken connection, such as `ECONNREFUSED`. */
  readonly networkCode?: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const NETWORK_CODE =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EPROTO|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_(TLS|SSL)_\w+)$/;
/** Errors nest a few levels; a cycle must not hang us. */
const DEEPEST_CAUSE = 6;

export function factsOf(error: unknown): FailureFacts {
  const outer: Loose = isObject(error) ? error : {};
  const provider = providerErrorIn(outer);
  const headers = isObject(outer['responseHeaders']) ? (outer['responseHeaders'] as Record<string, string>) : {};
  const code = provider['code'];
  return {
    status: statusIn(outer) ?? statusIn(provider),
    codes: [provider['type'], code, provider['status'], ...reasonsIn(provider)].flatMap(
      (value) => textIn(value)?.toLowerCase() ?? [],
    ),
    said:
      textIn(provider['message']) ??
      textIn(provider['error']) ??
      textIn(outer['responseBody']) ??
      textIn(outer['message']) ??
      String(error),
    place: textIn(provider['param']),
    name: textIn(outer['name']) ?? '',
    networkCode: networkCodeIn(error),
    headers,
  };
}

/** The provider's error object: in the body of an HTTP error, in the data of a stream error, or the thing itself. */
function providerErrorIn(outer: Loose): Loose {
  for (const holder of [parsed(outer['responseBody']), outer['data'], outer]) {
    // Google wraps the errors of some gateways in a list.
    const candidate: unknown = Array.isArray(holder) ? holder[0] : holder;
    if (!isObject(candidate)) continue;
    if (isObject(candidate['error'])) return candidate['error'];
    if (holder !== outer && (candidate['message'] ?? candidate['detail'] ?? candidate['error']) !== undefined)
      return { ...candidate, message: candidate['message'] ?? candidate['detail'] };
  }
  return outer;
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function statusIn(holder: Loose): number | undefined {
  const status = [holder['statusCode'], holder['status'], holder['code']].find(
    (value) => Number.isInteger(Number(value)) && Number(value) >= 400,
  );
  return status === undefined ? undefined : Number(status);
}

/** Google names the true reason in a list of details. */
function reasonsIn(provider: Loose): unknown[] {
  const details = provider['details'];
  return Array.isArray(details)
    ? details.map((detail: unknown) => (isObject(detail) ? detail['reason'] : undefined))
    : [];
}

function networkCodeIn(error: unknown): string | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && isObject(current); depth++) {
    const code = textIn(current['code']);
    if (code && NETWORK_CODE.test(code)) return code;
    const inner = Array.isArray(current['errors']) ? (current['errors'] as unknown[])[0] : undefined;
    current = inner ?? current['cause'];
  }
  return undefined;
}
