FROM busybox
ARG A-B=1
