FROM busybox
COPY --from=rich:2 /bin/tool /bin/
