FROM busybox
RUN last