FROM busybox
COPY --from= /x /x
