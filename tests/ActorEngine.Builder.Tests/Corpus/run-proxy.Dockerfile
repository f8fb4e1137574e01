FROM busybox
RUN fetch
