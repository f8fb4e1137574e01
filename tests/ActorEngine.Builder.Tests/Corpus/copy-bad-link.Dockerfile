FROM busybox
COPY --link=yes a /a
