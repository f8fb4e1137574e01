FROM busybox
ARG S=build
COPY --from=$S /x /x
