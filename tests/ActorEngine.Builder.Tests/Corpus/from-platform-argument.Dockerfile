ARG BUILDPLATFORM
FROM --platform=$BUILDPLATFORM busybox AS build
ARG TARGETARCH
RUN compile --for $TARGETARCH
FROM busybox
COPY --from=build /out /out
