# The image of a release; goreleaser lays the built program beside this file. pir asks git for the history, so that an
# image without git would have no history, diff, --changed or --rev.
FROM alpine:3.22
RUN apk add --no-cache git \
	# A repository that is mounted belongs to another user, and git reads none of those unasked.
	&& git config --system --add safe.directory '*' \
	&& adduser -D -H -u 65532 pir
ARG TARGETPLATFORM
COPY LICENSE NOTICE /usr/share/doc/pir/
COPY $TARGETPLATFORM/pir /usr/bin/pir
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/pir"]
