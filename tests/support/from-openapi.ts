/*
 * A client that knows an API by its OpenAPI document alone: as a CRM would build its button.
 */

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Record<string, { schema: Schema }> }>
  >;
  readonly security?: readonly object[];
  readonly "x-scope"?: string;
}
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
}

export interface Call {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** What the document does not say of this answer; empty as it should be. */
  readonly surprises: readonly string[];
}

export async function fromDocument(origin: string, at: string) {
  const document = (await (await fetch(`${origin}${at}`)).json()) as Document;
  const [{ url } = { url: "" }] = document.servers;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return {
    document,
    operations,
    async call(
      id: string,
      given: Readonly<Record<string, string>> = {},
      secret?: string,
    ): Promise<Call> {
      const found = operations.find(({ operation }) => operation.operationId === id);
      if (found === undefined) throw new Error(`the document has no ${id}`);
      const { path, method, operation } = found;
      const parameters = operation.parameters ?? [];
      const whole = parameters
        .filter((one) => one.in === "path")
        .reduce(
          (text, { name }) => text.replace(`{${name}}`, encodeURIComponent(given[name] ?? "")),
          path,
        );
      const schema = operation.requestBody?.content["application/json"]?.schema;
      const fields = Object.keys(resolved(document, schema)?.properties ?? {});
      const body = Object.fromEntries(
        fields.flatMap((name) => (name in given ? [[name, given[name]]] : [])),
      );
      const response = await fetch(`${origin}${url}${whole}`, {
        method: method.toUpperCase(),
        headers: {
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
          ...(schema === undefined ? {} : { "content-type": "application/json" }),
          ...Object.fromEntries(
            parameters
              .filter(({ name, in: where }) => where === "header" && name in given)
              .map(({ name }) => [name, given[name] ?? ""]),
          ),
        },
        ...(schema === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { status } = response;
      const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
      const said = (await response.json()) as Record<string, unknown>;
      const promised = operation.responses[String(status)]?.content?.[type]?.schema;
      const surprises =
        promised === undefined
          ? [`${id}: ${status} ${type} is not in the document`]
          : unlike(document, promised, said, id);
      return { status, body: said, surprises };
    },
  };
}

function resolved(document: Document, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split("/").at(-1);
  return name === undefined ? schema : document.components.schemas[name];
}

/** Where an answer differs from its schema: members that it lacks, or that it should not have. */
function unlike(document: Document, schema: Schema, value: unknown, at: string): string[] {
  const real = resolved(document, schema) ?? {};
  if (real.enum !== undefined && !real.enum.includes(value)) return [`${at}: is not one of enum`];
  if (real.items !== undefined)
    return Array.isArray(value)
      ? value.flatMap((one, nth) => unlike(document, real.items ?? {}, one, `${at}[${nth}]`))
      : [`${at}: is no list`];
  if (real.properties === undefined)
    return typeof value === real.type || real.type === "integer"
      ? []
      : [`${at}: is no ${String(real.type)}`];
  if (typeof value !== "object" || value === null) return [`${at}: is no object`];
  const has = value as Record<string, unknown>;
  return [
    ...(real.required ?? []).filter((name) => !(name in has)).map((name) => `${at}: lacks ${name}`),
    ...Object.entries(has).flatMap(([name, one]) => {
      const own = real.properties?.[name];
      return own === undefined
        ? [`${at}: has ${name} too`]
        : unlike(document, own, one, `${at}.${name}`);
    }),
  ];
}
