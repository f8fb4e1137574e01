FROM busybox
COPY --exclude=[a a /a
