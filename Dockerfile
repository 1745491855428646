# Two stages: the binary is static, so the second one holds nothing else but
# certificates and time zones.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /roundsman ./cmd/roundsman \
    && mkdir /data && chown 65532:65532 /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /roundsman /roundsman
COPY --from=build /data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENTRYPOINT ["/roundsman"]
CMD ["serve"]
