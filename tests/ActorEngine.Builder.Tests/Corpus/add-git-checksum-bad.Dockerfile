FROM busybox
ADD --checksum=v1 https://host/a.git /a
