FROM busybox
RUN one
FROM busybox
RUN two
