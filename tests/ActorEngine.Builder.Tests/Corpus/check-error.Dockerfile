# check=error=true
FROM busybox
CMD echo x
