FROM scratch AS empty
FROM busybox
COPY --from=empty /x /x
