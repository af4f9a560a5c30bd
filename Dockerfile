# Handrail on PostgreSQL. Runs as an unprivileged user on a read-only file system; see compose.yaml. Without settings it
# says which to set, and ends with exit code 2. Nothing of the playground, of tests or of their tools is in it.
ARG BASE=docker.io/library/node:26-bookworm-slim
FROM ${BASE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node 26 itself, so the npm package that brings it elsewhere is left out again. What is optional is for
# the playground and the embedded server: here there is a DATABASE_URL.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund \
    && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node

FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
COPY adapters adapters
COPY migrations migrations
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--single-threaded-gc", "--max-semi-space-size=16", "--heap-growing-percent=40", "src/main.ts"]
