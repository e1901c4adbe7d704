# The job's container: one run, then it ends. `infra/` builds it and runs it on Fargate.

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package's install script runs: none of the production dependencies needs one.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
LABEL org.opencontainers.image.title="sparkify-dwh" \
      org.opencontainers.image.description="Loads Sparkify's song plays from S3 into Amazon Redshift" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="docker.io/library/node:24-slim"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json dwh.cfg ./
COPY sql sql
COPY job job
# The files are root's: the job reads them, and writes none.
USER 1000:1000
# No shell in between: SIGTERM reaches the job, which cancels its statement and rolls back.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--max-semi-space-size=8", "job/main.ts"]
CMD ["run"]
