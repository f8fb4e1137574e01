FROM busybox
USER $NONE
