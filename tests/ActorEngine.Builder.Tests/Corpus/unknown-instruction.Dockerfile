FROM busybox
RUM echo
