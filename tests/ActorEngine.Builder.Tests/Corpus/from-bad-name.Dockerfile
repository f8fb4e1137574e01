FROM busybox AS 1build
