FROM busybox AS first
FROM busybox AS last
