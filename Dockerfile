# syntax=docker/dockerfile:1
# A static binary in an empty image, run as nobody (65532). No layer holds a key: the first start makes the host key in
# the volume /keys. It serves /content; while that is empty, as with nothing mounted, it shows the
# sample blog:
#
#   docker run -p 2222:2222 sshblog

FROM golang:1.26 AS build
ARG VERSION=0.1.0-dev
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/sshblog ./cmd/sshblog
# Volumes take over the owner and the mode of these.
RUN mkdir -p /out/content /out/keys && chmod 0700 /out/keys

FROM scratch
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
