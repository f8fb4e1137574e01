FROM busybox
ADD --checksum=md5:00 http://example.com/x /x
