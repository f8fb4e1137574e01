FROM busybox
COPY $NONE /x
