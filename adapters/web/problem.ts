import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

const titles: Readonly<Record<number, string>> = {
  400: "The request cannot be read",
  401: "Sign in first",
  403: "This is not yours to see",
  404: "There is nothing here",
  409: "This has changed meanwhile",
  413: "The request is too large",
  415: "The request has the wrong content type",
  422: "The request holds a wrong value",
  429: "Too many requests",
  500: "Handrail has a fault",
  503: "Handrail cannot answer now",
};

/**
 * A problem document (RFC 9457).
 * @param more further members of the document, such as `detail`
 */
export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  more: Readonly<Record<string, unknown>> = {},
): Response =>
  c.body(
    JSON.stringify({ type: "about:blank", title: titles[status] ?? "Error", status, ...more }),
    status,
    { "content-type": "application/problem+json", "cache-control": "no-store" },
  );
