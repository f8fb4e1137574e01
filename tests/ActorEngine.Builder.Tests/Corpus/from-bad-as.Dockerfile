FROM busybox IS build
