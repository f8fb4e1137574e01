FROM busybox
COPY a b /dir
