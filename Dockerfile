# syntax=docker/dockerfile:1
# A static binary in an empty image, run as nobody (65532). No layer holds a key: the first start makes the host key in
# the volume /keys. It serves /content; while that is empty, as with nothing mounted, it shows the
# sample blog:
#
#   docker run -p 2222:2222 sshblog
#
# make image sets VERSION, COMMIT and DATE, which sshblog version and the labels say.

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=0.1.0-dev
ARG COMMIT=
ARG DATE=
# What seldom runs, or once, is compiled without inlining: that makes the program half a megabyte smaller.
ARG SELDOM="-gcflags=github.com/alecthomas/chroma/v2/lexers=-l -gcflags=github.com/alecthomas/kong=-l \
  -gcflags=go.yaml.in/...=-l -gcflags=github.com/microcosm-cc/...=-l"
RUN CGO_ENABLED=0 go build -trimpath ${SELDOM} -ldflags "-s -w -X main.version=${VERSION} -X main.commit=${COMMIT} -X main.date=${DATE}" \
    -o /out/sshblog ./cmd/sshblog
# Volumes take over the owner and the mode of these.
RUN mkdir -p /out/content /out/keys && chmod 0700 /out/keys

FROM scratch
ARG VERSION=0.1.0-dev
ARG COMMIT=
ARG DATE=
LABEL org.opencontainers.image.title="sshblog" \
      org.opencontainers.image.description="A blog that is read over SSH" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.url="https://github.com/sshblog/sshblog" \
      org.opencontainers.image.source="https://github.com/sshblog/sshblog" \
      org.opencontainers.image.documentation="https://github.com/sshblog/sshblog/blob/main/docs/hosting.md" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}" \
      org.opencontainers.image.created="${DATE}"
COPY --from=build /out/sshblog /usr/bin/sshblog
COPY --from=build --chown=65532:65532 /out/content /content
COPY --from=build --chown=65532:65532 /out/keys /keys
USER 65532:65532
WORKDIR /
VOLUME ["/content", "/keys"]
EXPOSE 2222
ENV SSHBLOG_LISTEN=:2222 SSHBLOG_KEYS=/keys SSHBLOG_SAMPLE=true
# It speaks SSH to the blog; a full one is healthy.
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 CMD ["/usr/bin/sshblog", "health"]
ENTRYPOINT ["/usr/bin/sshblog"]
CMD ["serve", "/content"]
